import messages from "@/messages/en/mail.json";
import { METRICS, type Figures, type Metric, type Report, type Unit } from "@/lib/reporting/protocol";
import { cleanName, escapeHtml, fillMessage } from "./mail-text";
import type { Mail } from "./render-mail";

const words = messages.report;

export interface ReportFacts {
  id: string;
  name: string;
  tenant: string;
  report: Pick<Report, "report" | "from" | "until" | "before" | "zone" | "figures" | "figuresBefore">;
  url: string;
}

/** A report as plain text and as the simplest HTML that shows the same: each figure, the one before it, and the change. */
export function renderReport({ id, name, tenant, report, url }: ReportFacts): Mail {
  const values = {
    name: cleanName(name),
    tenant: cleanName(tenant),
    report: words.reports[report.report],
    days: daysText(report),
    before: daysText(report.before),
    zone: report.zone,
  };
  const subject = fillMessage(words.subject, values);
  const opening = [fillMessage(words.greeting, values), fillMessage(words.body, values)];
  const why = fillMessage(words.why, values);
  const rows = rowsOf(report);

  const text = [
    ...opening,
    rows.map(({ metric, now, change }) => fillMessage(words.figure, { metric, value: now, change })).join("\n"),
    `${words.open}:\n${url}`,
    why,
  ].join("\n\n");

  const cells = (tag: "th" | "td", texts: readonly string[]) =>
    texts
      .map((cell, at) => {
        const align = at === 0 ? "left" : "right";
        const scope = tag === "th" ? ` scope="col"` : "";
        return `<${tag}${scope} style="text-align:${align};padding:4px 12px 4px 0">${escapeHtml(cell)}</${tag}>`;
      })
      .join("");
  const html = [
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>`,
    `<body style="font:15px/22px sans-serif;color:#222;max-width:36em">`,
    ...opening.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`),
    `<table style="border-collapse:collapse"><thead><tr>`,
    cells("th", [words.metric, words.now, words.then, words.change]),
    `</tr></thead><tbody>`,
    ...rows.map(({ metric, now, before, change }) => `<tr>${cells("td", [metric, now, before, change])}</tr>`),
    `</tbody></table>`,
    `<p><a href="${escapeHtml(url)}">${escapeHtml(words.open)}</a></p>`,
    `<p style="color:#666">${escapeHtml(why)}</p></body></html>`,
  ].join("\n");
  return { kind: "report", id, subject, text, html };
}

interface Row {
  metric: string;
  now: string;
  before: string;
  change: string;
}

function rowsOf({ report, figures, figuresBefore }: ReportFacts["report"]): Row[] {
  return (Object.entries(METRICS[report]) as [Metric, Unit][]).map(([metric, unit]) => {
    const [now, then] = [valueIn(figures, metric), valueIn(figuresBefore, metric)];
    return {
      metric: words.metrics[metric],
      now: valueText(unit, now),
      before: valueText(unit, then),
      change: changeText(unit, now, then),
    };
  });
}

function valueIn(figures: Figures, metric: Metric): number | null {
  return figures[metric] ?? null;
}

const numbers = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const shares = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 });
const dollars = new Intl.NumberFormat("en", { style: "currency", currency: "USD" });
const NANO = 1_000_000_000;

function valueText(unit: Unit, value: number | null): string {
  if (value === null) return words.none;
  if (unit === "share") return shares.format(value);
  if (unit === "money") return dollars.format(value / NANO);
  if (unit === "ms") return fillMessage(words.seconds, { value: tenths.format(value / 1_000) });
  return numbers.format(value);
}

/** Shares differ by points, everything else by a part of what was before. */
function changeText(unit: Unit, now: number | null, then: number | null): string {
  if (now === null || then === null) return words.unknown;
  if (now === then) return words.same;
  if (unit !== "share" && then === 0) return words.fresh;
  const by =
    unit === "share"
      ? fillMessage(words.points, { by: tenths.format(Math.abs(now - then) * 100) })
      : shares.format(Math.abs(now - then) / then);
  return fillMessage(now > then ? words.up : words.down, { by });
}

const dates = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeZone: "UTC" });

function daysText({ from, until }: { from: string; until: string }): string {
  const date = (day: string) => dates.format(Date.parse(day));
  return from === until
    ? fillMessage(words.oneDay, { from: date(from) })
    : fillMessage(words.days, { from: date(from), until: date(until) });
}
