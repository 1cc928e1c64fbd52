import type { ChatMessage } from "@/lib/models/protocol";
import { planContext, type Summary, summaryTokensMax } from "@/lib/sessions/core/context";
import { extractiveSummary } from "@/lib/sessions/core/summary";
import type { SessionMessage } from "@/lib/sessions/protocol";
import type { Row } from "./kept";
import type { VisitStore } from "./store";

/** Of a model's window a visitor's conversation takes no more: the first word should not wait for a long prompt. */
export const MEMORY_TOKENS_MAX = 12_000;

/**
 * What the model is shown: the system text, the summary of what lies further back, the newest turns, and the question last.
 * Everything as it was redacted. The summary is made of sentences that were said, so that nobody waits for a model.
 * Null: the question alone is too long.
 */
export function remembered(
  store: VisitStore,
  { system, question, budgetTokens }: { system: string; question: Row; budgetTokens: number },
): ChatMessage[] | null {
  for (;;) {
    const { summary } = store;
    const rows = store.after(summary?.upTo ?? 0).filter(({ shown }) => shown.seq <= question.shown.seq);
    const plan = planContext({ system, summary, messages: rows.flatMap(asSession), budgetTokens });
    if (plan.status === "too_long") return null;
    if (plan.status === "fits") return plan.messages;
    store.summary = summarise(summary, plan.fallen, plan.upTo, budgetTokens);
  }
}

function summarise(
  earlier: Summary | null,
  fallen: readonly SessionMessage[],
  upTo: number,
  budgetTokens: number,
): Summary {
  return { text: extractiveSummary(earlier?.text ?? "", fallen, summaryTokensMax(budgetTokens)), upTo };
}

function asSession({ shown: { seq, turn, role, state, at }, kept: { text } }: Row): SessionMessage[] {
  if (role === "notice") return [];
  return [
    {
      ...{ object: "session.message", session_id: "", seq, turn, content: text, created_at: at },
      role: role === "visitor" ? "user" : "assistant",
      status: state === "complete" ? "complete" : "aborted",
    },
  ];
}
