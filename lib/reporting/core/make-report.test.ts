import { describe, expect, it } from "vitest";
import { toCsv } from "@/lib/tenants/core/csv";
import type { Report } from "../protocol";
import { csvRows } from "./csv-rows";
import { makeReport } from "./make-report";
import type { RawFigures, RawReport } from "./raw";

const raw = (sums: Record<string, number>, spreads: RawFigures["spreads"] = {}): RawFigures => ({ sums, spreads });
const place = {
  report: "assistant",
  period: { from: "2026-11-02", until: "2026-11-03" },
  before: { from: "2026-10-31", until: "2026-11-01" },
  zone: "UTC",
  groupsBefore: "all",
} as const;

const known: RawReport = {
  days: new Map([
    ["2026-11-01", raw({ conversations: 1, settled: 1, deflected: 1, answers: 2, ups: 0, downs: 0 })],
    ["2026-11-03", raw({ conversations: 5, settled: 4, deflected: 3, answers: 9, abstained: 1, ups: 2, downs: 1 })],
  ]),
  now: raw({}, { firstToken: { p50: 100, p95: 900 } }),
  before: raw({}),
  groups: [{ key: "en", name: "=en()", now: raw({ conversations: 5 }), before: raw({ conversations: 1 }) }],
};

describe("makeReport", () => {
  it("has every day, also those without anything, and shares of sums", () => {
    const report = makeReport(place, known);
    expect(report.days.map(({ day, figures }) => [day, figures.conversations, figures.deflection])).toEqual([
      ["2026-11-02", 0, null],
      ["2026-11-03", 5, 0.75],
    ]);
    expect(report.daysBefore.map(({ day }) => day)).toEqual(["2026-10-31", "2026-11-01"]);
    expect(report.figures).toMatchObject({ answers: 9, satisfaction: 2 / 3, firstTokenP95: 900, answerP50: null });
    expect(report.figuresBefore).toMatchObject({ conversations: 1, deflection: 1, satisfaction: null });
  });

  it("says of groups before what was asked for them, and never 0 for what was not", () => {
    expect(makeReport(place, known).groups[0]?.before).toMatchObject({ conversations: 1, firstTokenP50: null });
    const counts = makeReport({ ...place, groupsBefore: "counts" }, known).groups[0]?.before;
    expect(counts).toMatchObject({ conversations: 1, deflection: null });
    expect(Object.keys(counts ?? {}).filter((metric) => /P\d\d$/.test(metric))).toEqual([]);
    const room = { key: "r", name: "general", now: raw({ messages: 2, people: 1 }), before: raw({ messages: 1 }) };
    const chat = makeReport({ ...place, report: "chat", groupsBefore: "counts" }, { ...known, groups: [room] });
    expect(chat.groups[0]?.before).toEqual({ messages: 1, replies: 0, files: 0 });
  });

  it("counts people of a period once, whatever the days add up to", () => {
    const days = new Map([
      ["2026-11-02", raw({ messages: 3, people: 2 })],
      ["2026-11-03", raw({ messages: 4, people: 2 })],
    ]);
    const whole = { days, now: raw({ people: 3 }), before: raw({ people: 0 }), groups: [] };
    const report = makeReport({ ...place, report: "chat" }, whole);
    expect(report.figures).toMatchObject({ messages: 7, activeMembers: 3 });
    expect(report.figuresBefore).toMatchObject({ messages: 0, activeMembers: 0 });
  });
});

describe("csvRows", () => {
  it("are the days and both periods, money in dollars, nothing where nothing was measured", () => {
    const days = new Map([["2026-11-03", raw({ calls: 2, failed: 1, cost: 1_230_000_000, promptTokens: 5 })]]);
    const report = makeReport({ ...place, report: "models" }, { days, now: raw({}), before: raw({}), groups: [] });
    const [head, ...rows] = csvRows(report, false);
    expect(head?.slice(0, 9)).toEqual(
      "period,from,until,calls,failed,error_rate,prompt_tokens,completion_tokens,cost_usd".split(","),
    );
    expect(rows.map((row) => [row[0], row[1], row[2], row[3], row[5], row[8]].join(" "))).toEqual([
      "current 2026-11-02 2026-11-02 0  0.00",
      "current 2026-11-03 2026-11-03 2 0.5 1.23",
      "previous 2026-10-31 2026-10-31 0  0.00",
      "previous 2026-11-01 2026-11-01 0  0.00",
      "current 2026-11-02 2026-11-03 2 0.5 1.23",
      "previous 2026-10-31 2026-11-01 0  0.00",
    ]);
    expect(head).toHaveLength(rows[0]?.length ?? 0);
  });

  it("are the groups where the report is divided, and no name is run as a formula", () => {
    const report: Report = makeReport(place, known);
    const rows = csvRows(report, true);
    expect(rows.map((row) => row.slice(0, 6).join("|"))).toEqual([
      "period|from|until|key|name|conversations",
      "current|2026-11-02|2026-11-03|en|=en()|5",
      "previous|2026-10-31|2026-11-01|en|=en()|1",
      "current|2026-11-02|2026-11-03|||5",
      "previous|2026-10-31|2026-11-01|||1",
    ]);
    expect(toCsv(rows)).toContain(`"'=en()"`);
    expect(csvRows({ ...report, groups: [] }, true)).toHaveLength(3);
  });
});
