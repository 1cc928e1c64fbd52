import type { LanguageModelV4StreamPart, LanguageModelV4Usage } from "@ai-sdk/provider";
import { describe, expect, it } from "vitest";
import { requireConform } from "@/tests/clients/support/conformance";
import type { ChatChunk } from "../protocol";
import { completionOfResult, PartRelay } from "./chunks";

const USAGE: LanguageModelV4Usage = {
  inputTokens: { total: 9, noCache: 5, cacheRead: 4, cacheWrite: 0 },
  outputTokens: { total: 7, text: 4, reasoning: 3 },
};
const FINISH: LanguageModelV4StreamPart = {
  type: "finish",
  usage: USAGE,
  finishReason: { unified: "stop", raw: "end" },
};
const text = (delta: string): LanguageModelV4StreamPart => ({ type: "text-delta", id: "1", delta });

function relay(parts: LanguageModelV4StreamPart[], includeUsage = false) {
  const relayed = new PartRelay({ includeUsage, requestId: "r", model: "m", created: 1, promptTokens: () => 3 });
  for (const part of parts) relayed.feed(part);
  relayed.end();
  const raw = new TextDecoder().decode(relayed.take() ?? new Uint8Array());
  const events = raw
    .split("\n\n")
    .flatMap((event) =>
      event.startsWith("data: {") ? [JSON.parse(event.slice(6)) as ChatChunk & { error?: unknown }] : [],
    );
  for (const event of events) requireConform("error" in event ? "ErrorResponse" : "ChatCompletionChunk", event);
  return { relayed, raw, events, usage: relayed.usage(() => 3) };
}

describe("a stream of parts", () => {
  it("becomes chunks: role first, finish_reason, usage for who asked, [DONE]", () => {
    const { events, raw, relayed, usage } = relay(
      [{ type: "stream-start", warnings: [] }, text("sun "), text(""), text("sea"), FINISH],
      true,
    );
    expect(events.map(({ choices }) => choices[0]?.delta.content)).toEqual(["sun ", "sea", undefined, undefined]);
    expect(events[0]?.choices[0]?.delta.role).toBe("assistant");
    expect(events[2]?.choices[0]?.finish_reason).toBe("stop");
    expect(events[3]?.usage).toMatchObject({
      prompt_tokens: 9,
      completion_tokens: 7,
      prompt_tokens_details: { cached_tokens: 4 },
    });
    expect(raw.endsWith("data: [DONE]\n\n")).toBe(true);
    expect(relayed.over).toBe("done");
    expect(usage).toMatchObject({ promptTokens: 9, reasoningTokens: 3, estimated: false });
  });

  it("has each call once, whether it came in pieces or whole", () => {
    const { events } = relay([
      { type: "tool-input-start", id: "a", toolName: "f" },
      { type: "tool-input-delta", id: "a", delta: '{"x":' },
      { type: "tool-input-delta", id: "a", delta: "1}" },
      { type: "tool-input-end", id: "a" },
      { type: "tool-call", toolCallId: "a", toolName: "f", input: '{"x":1}' },
      { type: "tool-call", toolCallId: "b", toolName: "g", input: "{}" },
      FINISH,
    ]);
    const calls = events.flatMap(({ choices }) => choices[0]?.delta.tool_calls ?? []);
    expect(calls.map(({ index, id, function: fn }) => [index, id, fn?.arguments])).toEqual([
      [0, "a", ""],
      [0, undefined, '{"x":'],
      [0, undefined, "1}"],
      [1, "b", "{}"],
    ]);
    expect(events.at(-1)?.choices[0]?.finish_reason).toBe("tool_calls");
  });

  it.each([
    ["an error", [text("sun "), { type: "error", error: new Error("http://inner:1 sk-secret") }]],
    ["no finish", [text("sun ")]],
    ["an interrupted finish", [text("sun "), { ...FINISH, finishReason: { unified: "interrupted", raw: undefined } }]],
    ["nothing at all", []],
  ] as [string, LanguageModelV4StreamPart[]][])("is cut by %s, and says so", (_what, parts) => {
    const { raw, relayed, events } = relay(parts);
    expect(relayed.over).toEqual({ kind: "cut" });
    expect(events.at(-1)).toHaveProperty("error");
    expect(raw).not.toMatch(/\[DONE\]|inner|sk-secret/);
  });

  it("starts with its first piece, not before", () => {
    const relayed = new PartRelay({
      includeUsage: false,
      requestId: "r",
      model: "m",
      created: 1,
      promptTokens: () => 3,
    });
    for (const part of [
      { type: "stream-start", warnings: [] },
      { type: "text-start", id: "1" },
      text(""),
    ] as LanguageModelV4StreamPart[])
      relayed.feed(part);
    expect(relayed.started).toBe(false);
    relayed.feed({ type: "reasoning-delta", id: "2", delta: "hm" });
    expect(relayed.started).toBe(true);
  });
});

describe("a whole answer", () => {
  const facts = { id: "i", model: "m", created: 1, promptTokens: () => 3 };

  it("is as OpenAI publishes it", () => {
    const content = [
      { type: "text" as const, text: "sun" },
      { type: "tool-call" as const, toolCallId: "a", toolName: "f", input: "{}" },
    ];
    const found = completionOfResult(
      { content, usage: USAGE, finishReason: { unified: "stop", raw: undefined }, warnings: [] },
      facts,
    );
    requireConform("ChatCompletion", found?.completion);
    expect(found).toMatchObject({
      completion: { choices: [{ message: { content: "sun" }, finish_reason: "tool_calls" }] },
      usage: { completionTokens: 7 },
    });
  });

  it("is none when it broke off", () => {
    expect(
      completionOfResult(
        { content: [], usage: USAGE, finishReason: { unified: "error", raw: undefined }, warnings: [] },
        facts,
      ),
    ).toBeNull();
  });
});
