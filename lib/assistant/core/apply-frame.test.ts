import { describe, expect, it } from "vitest";
import { VISITOR_LIMITS } from "../protocol";
import { applyFrame, MESSAGES_MAX, stillCounting, type TalkState } from "./apply-frame";

const NOW = 1_000_000;
const id = "0198c0de-0000-7000-8000-000000000001";
const state = (over: Partial<TalkState> = {}): TalkState => ({
  ...{ head: 2, running: null, newest: { question: 1, answer: 2 }, known: null, spent: [], target: null },
  ...over,
});
const ask = { type: "message", id, text: "Hi" } as const;

describe("what a frame does", () => {
  it("a message begins a turn where none runs, and happens once", () => {
    expect(applyFrame(state(), ask, NOW)).toMatchObject({ kind: "ask", text: "Hi" });
    expect(applyFrame(state({ running: 2 }), ask, NOW)).toMatchObject({
      kind: "refused",
      error: { code: "conflict", id },
    });
    // Known already: also while another one runs.
    expect(applyFrame(state({ known: 1, running: 2 }), ask, NOW)).toEqual({ kind: "repeat", seq: 1 });
  });

  it("ten a minute begin, and the next one is told when", () => {
    const spent = Array.from({ length: VISITOR_LIMITS.messagesPerMinute }, (_, at) => NOW - 50_000 + at);
    expect(applyFrame(state({ spent }), ask, NOW)).toMatchObject({
      kind: "refused",
      error: { code: "rate_limited", retryAfterMs: 10_000 },
    });
    expect(applyFrame(state({ spent }), ask, NOW + 10_001)).toMatchObject({ kind: "ask" });
    expect(stillCounting([NOW + 5, NOW, NOW - 60_000], NOW)).toEqual([NOW]);
  });

  it("regenerate needs a question, and counts as a turn", () => {
    const again = { type: "regenerate", id } as const;
    expect(applyFrame(state(), again, NOW)).toEqual({ kind: "again", id, question: 1, answer: 2 });
    expect(applyFrame(state({ newest: null }), again, NOW)).toMatchObject({ error: { code: "invalid_request" } });
    expect(applyFrame(state({ running: 2 }), again, NOW)).toMatchObject({ error: { code: "conflict" } });
    expect(applyFrame(state({ known: 2 }), again, NOW)).toEqual({ kind: "repeat", seq: 2 });
  });

  it("stop is nothing where nothing runs; feedback is about answers that are over", () => {
    expect(applyFrame(state(), { type: "stop" }, NOW)).toEqual({ kind: "nothing" });
    expect(applyFrame(state({ running: 2 }), { type: "stop" }, NOW)).toEqual({ kind: "stop" });
    const vote = { type: "feedback", seq: 2, vote: "up" } as const;
    const target = { role: "assistant", state: "complete" };
    expect(applyFrame(state({ target }), vote, NOW)).toMatchObject({ kind: "vote", vote: "up", comment: null });
    for (const no of [null, { role: "visitor", state: "complete" }, { role: "assistant", state: "running" }])
      expect(applyFrame(state({ target: no }), vote, NOW)).toMatchObject({ kind: "refused", error: { param: "seq" } });
  });

  it("a full conversation takes no more", () => {
    expect(applyFrame(state({ head: MESSAGES_MAX }), ask, NOW)).toMatchObject({ error: { code: "conflict" } });
  });
});
