import type { EvaluationCase, CaseResult, Examined, RunFault } from "../protocol";
import { resultOf } from "../core/judge";

/** Cases that are asked at once. */
export const CASES_AT_ONCE = 3;
/** How long a run that is asked too fast waits. */
const REST_MS = 5_000;

export interface RunDeps {
  /** Null: the run is over. */
  waiting(limit: number): Promise<{ cases: EvaluationCase[]; spent: number; budget: number } | null>;
  examine(one: EvaluationCase): Promise<Examined>;
  save(caseId: string, result: CaseResult): Promise<void>;
  end(how: { state: "done"; fault: null } | { state: "failed"; fault: RunFault }): Promise<void>;
}

/**
 * Asks the next cases of a run and writes down what they came to. What nobody was asked for is not written: it waits, or
 * the run ends with the reason. Repeated, it asks only those that have no result.
 * @returns milliseconds until it is to be called again; null: the run is over.
 */
export async function runCases(deps: RunDeps): Promise<number | null> {
  const left = await deps.waiting(CASES_AT_ONCE);
  if (left === null) return null;
  if (left.cases.length === 0) {
    await deps.end({ state: "done", fault: null });
    return null;
  }
  if (left.spent >= left.budget) {
    await deps.end({ state: "failed", fault: "budget" });
    return null;
  }
  const ends = await Promise.all(left.cases.map((one) => askCase(deps, one)));
  const fault = ends.find((end) => end === "quota" || end === "unavailable");
  if (fault) {
    await deps.end({ state: "failed", fault });
    return null;
  }
  return ends.includes("wait") ? REST_MS : 0;
}

async function askCase(
  deps: RunDeps,
  one: EvaluationCase,
): Promise<"done" | "wait" | Extract<RunFault, "quota" | "unavailable">> {
  const examined = await deps.examine(one);
  if (examined.status === "refused" && examined.code === "unavailable") return "unavailable";
  const refusal = examined.status === "answered" ? examined.dissection.call : null;
  if (refusal?.status === "refused") {
    // The documents alone answered instead of a model: that says nothing about the prompt.
    switch (refusal.fault?.code) {
      case "rate_limited":
        return "wait";
      case "quota_exceeded":
        return "quota";
      default:
        return "unavailable";
    }
  }
  await deps.save(one.id, resultOf(one.expects, examined));
  return "done";
}
