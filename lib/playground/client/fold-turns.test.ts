import { describe, expect, it } from "vitest";
import type { VisitorMessage } from "@/lib/assistant/protocol";
import type { TrialEvent } from "../protocol";
import { foldTurn, newTurn } from "./fold-turns";

const message = (change: Partial<VisitorMessage> = {}): TrialEvent => ({
  type: "message",
  message: { seq: 2, turn: 1, role: "assistant", text: "", state: "running", citations: [], at: 0, ...change },
});
const fold = (events: TrialEvent[]) =>
  events.reduce(foldTurn, newTurn({ id: "1", question: "Why?", model: "auto", prompt: "Live" }));

describe("foldTurn", () => {
  it("puts an answer together from its pieces, each once", () => {
    const delta = (at: number, text: string): TrialEvent => ({ type: "delta", seq: 2, at, text });
    const turn = fold([
      message({ role: "visitor", seq: 1, text: "Why?" }),
      message(),
      delta(0, "Be"),
      delta(2, "cause"),
    ]);
    expect(turn.answer?.text).toBe("Because");
    expect(foldTurn(turn, delta(2, "cause")).answer?.text).toBe("Because");
    expect(foldTurn(turn, { type: "delta", seq: 9, at: 0, text: "x" })).toBe(turn);
  });

  it("takes the whole message for the last word, and keeps why it came to nothing", () => {
    expect(fold([message(), message({ text: "No.", state: "complete" })]).answer).toMatchObject({ text: "No." });
    expect(fold([{ type: "error", code: "unavailable", message: "Away." }]).fault).toMatchObject({
      code: "unavailable",
    });
    const unheard = fold([message()]);
    expect(foldTurn(unheard, { type: "pong" })).toBe(unheard);
  });
});
