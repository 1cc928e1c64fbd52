import { createFindings } from "./findings";
import { createHistoryReader, type HistoryReading } from "./history";
import type { Findings } from "./findings";
import type { HistoryRecord, SqlRecord, Verdict, ViewRecord } from "./records";
import { checkLog, checkView, readSqlDump } from "./stores";

export interface Evidence {
  history: Iterable<HistoryRecord> | AsyncIterable<HistoryRecord>;
  views: ViewRecord[];
  sql: Iterable<SqlRecord>;
}

/** Judges a recorded run from its evidence alone. */
export async function check(evidence: Evidence): Promise<Verdict> {
  const findings = createFindings();
  const reader = createHistoryReader(findings);
  for await (const record of evidence.history) reader.read(record);
  const reading = reader.finish();
  const sql = readSqlDump(evidence.sql);
  checkLog(reading.ops, sql, findings);
  for (const view of evidence.views) checkView(view, reading.ops, sql.get(view.room), findings);
  checkSubstance(reading, evidence.views, findings);
  const counts = findings.counts();
  return {
    ok: Object.values(counts).every((count) => count === 0),
    counts,
    examples: findings.examples(),
    totals: totalsOf(reading),
  };
}

/** A run that sent nothing, broke nothing or was not looked at proves nothing. */
function checkSubstance(reading: HistoryReading, views: ViewRecord[], findings: Findings): void {
  const { plan, faults } = reading;
  if (!plan) return findings.add("hollow", "the history does not say what was planned");
  const totals = totalsOf(reading);
  if (totals.sends < plan.sends) findings.add("hollow", `${plan.sends} sends planned, ${totals.sends} made`);
  if (totals.acked < totals.sends * 0.9) findings.add("hollow", `only ${totals.acked} of ${totals.sends} acknowledged`);
  if ((faults.kill ?? 0) < plan.kills) findings.add("hollow", `${plan.kills} kills planned, ${faults.kill ?? 0} made`);
  const outages = (faults["pg.freeze"] ?? 0) + (faults["pg.crash"] ?? 0);
  if (outages < plan.outages) findings.add("hollow", `${plan.outages} Postgres outages planned, ${outages} made`);
  if (reading.removals < plan.removals)
    findings.add("hollow", `${plan.removals} removals planned, ${reading.removals} made`);
  if (reading.quietT === null) findings.add("hollow", "the run never came to rest");
  for (const { room } of views.filter((view) => view.client === "room")) {
    if (!views.some((view) => view.client !== "room" && view.room === room)) {
      findings.add("hollow", `nobody's view of ${room} was recorded`);
    }
  }
  if (views.length === 0) findings.add("hollow", "no views were recorded");
  return undefined;
}

function totalsOf(reading: HistoryReading): Verdict["totals"] {
  let sends = 0;
  let acked = 0;
  let refused = 0;
  let unknown = 0;
  for (const op of reading.ops.values()) {
    if (op.op.type === "act") continue;
    sends += 1;
    if (op.seq !== null) acked += 1;
    else if (op.fails >= op.attempts) refused += 1;
    else unknown += 1;
  }
  const { delivered, streams, faults, levelMsMax } = reading;
  return { sends, acked, refused, unknown, delivered, streams, faults, levelMsMax: Math.round(levelMsMax) };
}
