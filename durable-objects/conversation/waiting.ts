import type { ApprovedCall, SessionNote } from "@/lib/sessions/server/objects";
import type { SessionStore } from "./store";

/** What comes from outside of a turn, and is added between turns. */
export type Waiting = { kind: "note"; note: SessionNote } | { kind: "approved"; call: ApprovedCall };

/**
 * Adds what waited: a turn of its own for each, so that its rows are remembered or forgotten together. An approved call
 * stands there with its result, as if the model had waited.
 */
export function addWaiting(store: SessionStore, now: number): void {
  for (const text of store.takeWaiting()) {
    const waiting = JSON.parse(text) as Waiting;
    const done = { turn: store.nextTurn(), status: "complete" as const, created_at: now };
    if (waiting.kind === "note") {
      store.add({ ...done, role: "user", content: waiting.note.content, name: waiting.note.from });
      continue;
    }
    const { runId, tool, arguments: args, result } = waiting.call;
    const note = `The call of ${tool} that waited for approval was approved. Its result follows.`;
    const call = { id: `call_${runId}`, type: "function" as const, function: { name: tool, arguments: args } };
    store.add({ ...done, role: "user", content: note, name: "approval" });
    store.add({ ...done, role: "assistant", content: "", tool_calls: [call], finish_reason: "tool_calls" });
    store.add({ ...done, role: "tool", content: result, tool_call_id: call.id, name: tool });
  }
}
