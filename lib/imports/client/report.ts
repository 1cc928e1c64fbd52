import type { TallyLine } from "../core/tally";
import type { ImportOutcome } from "./import-run";

export interface ImportReport {
  export: string;
  tenant: string;
  team: string;
  dryRun: boolean;
  seconds: number;
  events: { added: number; alreadyThere: number; waitingForPostgres: number };
  renamedChannels: { from: string; to: string }[];
  mapped: Record<string, TallyLine>;
  notMapped: Record<string, TallyLine>;
}

export function toReport(
  outcome: ImportOutcome,
  facts: { export: string; tenant: string; dryRun: boolean; seconds: number },
): ImportReport {
  return {
    ...facts,
    team: outcome.team,
    seconds: Math.round(facts.seconds * 10) / 10,
    events: { added: outcome.added, alreadyThere: outcome.repeated, waitingForPostgres: outcome.waiting },
    renamedChannels: outcome.renamed,
    ...outcome.tally.toJSON(),
  };
}

/** The report as a person reads it. */
export function describeReport(report: ImportReport): string {
  const { events, seconds, dryRun } = report;
  const rate = Math.round((events.added + events.alreadyThere) / Math.max(seconds, 0.1));
  const head = dryRun
    ? `Read and mapped in ${seconds} s. Nothing was sent: this was a dry run.`
    : `Imported into ${report.tenant} in ${seconds} s: ${events.added} events added, ${events.alreadyThere} were there already (${rate}/s).`;
  return [
    head,
    ...(events.waitingForPostgres > 0
      ? [`${events.waitingForPostgres} of them are in their rooms and still on the way to Postgres.`]
      : []),
    ...report.renamedChannels.map(({ from, to }) => `The channel name "${from}" was taken: it is "${to}" here.`),
    ...section("Mapped", report.mapped),
    ...section("Not mapped, or changed", report.notMapped),
  ].join("\n");
}

function section(title: string, lines: Record<string, TallyLine>): string[] {
  const entries = Object.entries(lines).toSorted(([, a], [, b]) => b.count - a.count);
  if (entries.length === 0) return [];
  return [
    "",
    `${title}:`,
    ...entries.map(
      ([name, { count, examples }]) =>
        `  ${String(count).padStart(9)}  ${name}${title === "Mapped" ? "" : exampleOf(examples)}`,
    ),
  ];
}

function exampleOf([first]: string[]): string {
  return first === undefined ? "" : `  (such as ${first})`;
}
