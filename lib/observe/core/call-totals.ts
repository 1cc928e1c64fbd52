import { CALL_ENDS, type CallEnd } from "@/lib/quotas/protocol";
import type { CallTotals } from "../protocol";

export const NO_CALLS: CallTotals = {
  ends: { ok: 0, aborted: 0, failed: 0, refused: 0, cut: 0 },
  promptTokens: 0,
  completionTokens: 0,
  cost: 0,
};

/** What both came to. */
export function addTotals(one: CallTotals, other: CallTotals): CallTotals {
  return {
    ends: Object.fromEntries(CALL_ENDS.map((end) => [end, one.ends[end] + other.ends[end]])) as Record<CallEnd, number>,
    promptTokens: one.promptTokens + other.promptTokens,
    completionTokens: one.completionTokens + other.completionTokens,
    cost: one.cost + other.cost,
  };
}
