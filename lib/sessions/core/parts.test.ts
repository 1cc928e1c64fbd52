import { describe, expect, it } from "vitest";
import { newId } from "@/lib/platform/ids";
import { messagesQuery, sessionCreate, sessionPost } from "../protocol";
import { admitTurn } from "./admission";
import { AnswerFold, EventCutter } from "./answer-fold";
import { decodeCursor, encodeCursor } from "./cursor";

describe("whether a message begins a turn", () => {
  const idle = { running: false, count: 0, known: null, bodyHash: "a" };
  it.each([
    [idle, "begin"],
    [{ ...idle, running: true }, "refused"],
    [{ ...idle, known: { turn: 3, bodyHash: "a" } }, "repeat"],
    [{ ...idle, running: true, known: { turn: 3, bodyHash: "a" } }, "repeat"],
    [{ ...idle, known: { turn: 3, bodyHash: "b" } }, "refused"],
    [{ ...idle, count: 20_000 }, "refused"],
    [{ ...idle, count: 20_000, known: { turn: 3, bodyHash: "a" } }, "repeat"],
  ] as const)("%j: %s", (state, kind) => {
    expect(admitTurn(state).kind).toBe(kind);
  });

  it("says when to come back only where waiting helps", () => {
    expect(admitTurn({ ...idle, running: true })).toHaveProperty("retryAfterMs");
    expect(admitTurn({ ...idle, known: { turn: 1, bodyHash: "b" } })).not.toHaveProperty("retryAfterMs");
  });
});

describe("a streamed answer", () => {
  const chunk = (delta: object, finish: string | null = null) =>
    JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }] });

  it("is put together from its deltas", () => {
    const fold = new AnswerFold();
    const texts = [
      fold.take(chunk({ role: "assistant", content: "" })),
      fold.take(chunk({ content: "Hel" })),
      fold.take(chunk({ content: "lo" })),
      fold.take(
        chunk({ tool_calls: [{ index: 1, id: "b", type: "function", function: { name: "y", arguments: "" } }] }),
      ),
      fold.take(
        chunk({ tool_calls: [{ index: 0, id: "a", type: "function", function: { name: "x", arguments: "{" } }] }),
      ),
      fold.take(chunk({ tool_calls: [{ index: 0, function: { arguments: "}" } }] })),
      fold.take(chunk({}, "tool_calls")),
      fold.take(JSON.stringify({ choices: [], usage: {} })),
      fold.take("[DONE]"),
    ];
    expect(texts.join("")).toBe("Hello");
    expect(fold).toMatchObject({ text: "Hello", finish: "tool_calls", error: null });
    expect(fold.toolCalls).toEqual([
      { id: "a", type: "function", function: { name: "x", arguments: "{}" } },
      { id: "b", type: "function", function: { name: "y", arguments: "" } },
    ]);
  });

  it("keeps what went wrong", () => {
    const fold = new AnswerFold();
    fold.take(JSON.stringify({ error: { code: "cut", message: "gone" } }));
    expect(fold.error).toEqual({ code: "cut", message: "gone" });
  });

  it("is cut into events wherever the pieces end, passing over comments", () => {
    const text = ": ping\n\ndata: one\n\nevent: x\ndata: two\ndata: lines\r\n\r\ndata:[DONE]\n\n";
    const whole = new EventCutter();
    expect(whole.push(text)).toEqual(["one", "two\nlines", "[DONE]"]);
    const slow = new EventCutter();
    expect([...text].flatMap((char) => slow.push(char))).toEqual(["one", "two\nlines", "[DONE]"]);
  });
});

it("reads back the places of lists, and nothing else", () => {
  const place = { at: 1_700_000_000_123, id: newId() };
  expect(decodeCursor(encodeCursor(place))).toEqual(place);
  for (const text of ["", "x", "_", `zzzzzzzzzzzzz_${newId()}`, `1_${newId()}_2`, "1_not-an-id", `-1_${newId()}`])
    expect(decodeCursor(text), text).toBeNull();
});

it("takes texts as an object and Postgres both keep them, and refuses what it does not know", () => {
  expect(sessionPost.parse({ content: "a\0b\ud800" }).content).toBe("ab\ufffd");
  expect(sessionPost.safeParse({ content: "" }).success).toBe(false);
  expect(sessionPost.safeParse({ content: "x", role: "system" }).success).toBe(false);
  expect(
    sessionCreate.safeParse({ metadata: Object.fromEntries(Array.from({ length: 17 }, (_, n) => [n, "x"])) }).success,
  ).toBe(false);
  expect(messagesQuery.parse({ after: "5" })).toEqual({ limit: 50, after: 5 });
  expect(messagesQuery.safeParse({ after: "5", before: "9" }).success).toBe(false);
});
