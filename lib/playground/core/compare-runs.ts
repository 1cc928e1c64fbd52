import type { RunCase, Verdict } from "../protocol";

export type CaseChange = "better" | "worse" | "same" | "new";

export interface ComparedCase {
  now: RunCase;
  /** Of the other run; null: the case was not in it. */
  before: RunCase | null;
  change: CaseChange;
}

/** What became of each case of a run since another one. A case is the same by its id, or by its question. */
export function compareRuns(now: readonly RunCase[], before: readonly RunCase[]): ComparedCase[] {
  const byId = new Map(before.map((one) => [one.id, one]));
  const byQuestion = new Map(before.map((one) => [one.question, one]));
  return now.map((one) => {
    const earlier = byId.get(one.id) ?? byQuestion.get(one.question) ?? null;
    return { now: one, before: earlier, change: changeOf(one.result?.verdict, earlier?.result?.verdict) };
  });
}

function changeOf(now: Verdict | undefined, before: Verdict | undefined): CaseChange {
  if (before === undefined || now === undefined) return "new";
  if ((now === "pass") === (before === "pass")) return "same";
  return now === "pass" ? "better" : "worse";
}
