import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SessionMessage } from "../protocol";
import { budgetOf, type ContextPlan, planContext, type Summary } from "./context";
import { messageTokens } from "./tokens";

let seq = 0;
const message = (turn: number, role: SessionMessage["role"], content: string, over: Partial<SessionMessage> = {}) => ({
  object: "session.message" as const,
  session_id: "s",
  seq: ++seq,
  turn,
  role,
  content,
  status: "complete" as const,
  created_at: 0,
  ...over,
});
const call = (id: string) => ({ id, type: "function" as const, function: { name: "look", arguments: "{}" } });
const talk = (turns: number, chars = 70) => {
  seq = 0;
  return Array.from({ length: turns }, (_, at) => [
    message(at + 1, "user", `${at + 1} `.padEnd(chars, "q")),
    message(at + 1, "assistant", `${at + 1} `.padEnd(chars, "a")),
  ]).flat();
};
const plan = (messages: SessionMessage[], budgetTokens: number, summary: Summary | null = null, system = "Be kind.") =>
  planContext({ system, summary, messages, budgetTokens });
const shown = (answer: ContextPlan) => (answer.status === "fits" ? answer.messages : []);

describe("what a model is shown", () => {
  it("is the system prompt, the summary as a user's words, and every turn while they fit", () => {
    const answer = plan(talk(3), 10_000, { text: "They met.", upTo: 2 });
    expect(shown(answer).map(({ role }) => role)).toEqual(["system", "user", "user", "assistant", "user", "assistant"]);
    expect(shown(answer)[1]?.content).toContain("They met.");
    expect(shown(answer)[2]?.content).toMatch(/^2 /);
  });

  it("lets the oldest turns fall out when they do not fit, and leaves room for what comes", () => {
    const messages = talk(20);
    const answer = plan(messages, 500);
    if (answer.status !== "summarise") throw new Error(answer.status);
    expect(answer.fallen.map(({ seq: at }) => at)).toEqual(Array.from({ length: answer.upTo }, (_, at) => at + 1));
    const after = plan(messages, 500, { text: "short", upTo: answer.upTo });
    if (after.status !== "fits") throw new Error(after.status);
    expect(after.tokens).toBeLessThan(500 * 0.75);
    expect(shown(after).at(-1)).toEqual({ role: "assistant", content: messages.at(-1)?.content });
  });

  it("says that the newest turn alone is too long", () => {
    expect(plan([...talk(2), message(9, "user", "x".repeat(9_000))], 500).status).toBe("too_long");
  });

  it("knows nothing of a turn that failed before it began, and of an aborted one the text there is", () => {
    seq = 0;
    const messages = [
      message(1, "user", "lost", { status: "failed" }),
      message(1, "assistant", "", { status: "failed" }),
      message(2, "user", "tell me"),
      message(2, "assistant", "Once upon", { status: "aborted" }),
    ];
    expect(shown(plan(messages, 1_000, null, ""))).toEqual([
      { role: "user", content: "tell me" },
      { role: "assistant", content: "Once upon" },
    ]);
  });

  it("never shows a call without its result, nor a result without its call", () => {
    seq = 0;
    const messages = [
      message(1, "user", "look"),
      message(1, "assistant", "Looking.", { tool_calls: [call("a"), call("b")] }),
      message(1, "tool", "1", { tool_call_id: "a" }),
      message(2, "user", "and now"),
      message(2, "assistant", "", { tool_calls: [call("c")] }),
      message(2, "tool", "2", { tool_call_id: "c" }),
    ];
    expect(shown(plan(messages, 1_000, null, ""))).toEqual([
      { role: "user", content: "look" },
      { role: "assistant", content: "Looking." },
      { role: "user", content: "and now" },
      { role: "assistant", content: null, tool_calls: [call("c")] },
      { role: "tool", content: "2", tool_call_id: "c" },
    ]);
  });

  it("stays within the budget and keeps calls with results, whatever the conversation", () => {
    const turn = fc.record({
      question: fc.string({ maxLength: 300, unit: "grapheme" }),
      answer: fc.string({ maxLength: 300 }),
      calls: fc.integer({ min: 0, max: 3 }),
    });
    fc.assert(
      fc.property(
        fc.array(turn, { minLength: 1, maxLength: 25 }),
        fc.integer({ min: 60, max: 2_000 }),
        (turns, budget) => {
          seq = 0;
          const messages = turns.flatMap(({ question, answer, calls }, at) => {
            const ids = Array.from({ length: calls }, (_, n) => `${at}-${n}`);
            return [
              message(at, "user", question),
              ...(calls > 0 ? [message(at, "assistant", "", { tool_calls: ids.map(call) })] : []),
              ...ids.map((id) => message(at, "tool", "result", { tool_call_id: id })),
              message(at, "assistant", answer),
            ];
          });
          let summary: Summary | null = null;
          let answer = plan(messages, budget, summary);
          for (let round = 0; answer.status === "summarise"; round++) {
            expect(round).toBeLessThan(3);
            expect(answer.upTo).toBeGreaterThan(summary?.upTo ?? 0);
            summary = { text: "s", upTo: answer.upTo };
            answer = plan(messages, budget, summary);
          }
          if (answer.status === "too_long") return;
          const open = new Set<string>();
          for (const each of answer.messages) {
            if (each.role === "assistant") for (const { id } of each.tool_calls ?? []) open.add(id);
            if (each.role === "tool") expect(open.delete(each.tool_call_id)).toBe(true);
          }
          expect([...open]).toEqual([]);
          const tokens = answer.messages.reduce(
            (sum, { content }) => sum + messageTokens({ content: typeof content === "string" ? content : "" }),
            0,
          );
          expect(tokens).toBeLessThanOrEqual(budget);
        },
      ),
    );
  });
});

it("leaves room for the answer, and never all of a small window to it", () => {
  expect(budgetOf({ contextTokens: 100_000, outputTokensMax: 8_000 }, null)).toBe(Math.floor((100_000 - 4_096) * 0.9));
  expect(budgetOf({ contextTokens: 100_000, outputTokensMax: 8_000 }, 50_000)).toBe(Math.floor(92_000 * 0.9));
  expect(budgetOf({ contextTokens: 2_000, outputTokensMax: 8_000 }, 8_000)).toBe(900);
});
