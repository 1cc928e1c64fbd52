import { describe, expect, it } from "vitest";
import { normaliseCompletion } from "./completion";
import { normaliseChunk, type StreamFacts } from "./normalise";

const facts = (): StreamFacts => ({
  id: "own",
  model: "own-model",
  created: 5,
  roleSent: true,
  toolIds: [],
  finished: false,
});
const whole = (delta: object, more: object = {}) => ({
  ...{ id: "a", object: "chat.completion.chunk", created: 1, model: "m" },
  choices: [{ index: 0, delta, finish_reason: null, ...more }],
});

describe("a chunk", () => {
  it("passes unchanged when it is sound", () => {
    const raw = whole({ content: "hi" });
    expect(normaliseChunk(raw, facts())).toMatchObject({
      chunk: raw,
      changed: false,
      pieces: 1,
      chars: 2,
      plainText: "hi",
    });
  });

  it("gets everything that OpenAI's schema asks for", () => {
    expect(normaliseChunk({ choices: [{ delta: { content: "hi" } }] }, { ...facts(), roleSent: false })).toMatchObject({
      changed: true,
      chunk: {
        ...{ id: "own", object: "chat.completion.chunk", created: 5, model: "own-model" },
        choices: [{ index: 0, delta: { role: "assistant", content: "hi" }, logprobs: null, finish_reason: null }],
      },
    });
  });

  it.each([
    ["eos", false, "stop"],
    ["max_tokens", false, "length"],
    ["tool_use", true, "tool_calls"],
    ["stop", true, "tool_calls"],
    ["SAFETY", false, "content_filter"],
    ["whatever", false, "stop"],
    ["", false, null],
  ])("says %o (tools: %s) as %o", (word, tools, finish) => {
    const known = { ...facts(), toolIds: tools ? ["x"] : [] };
    expect(normaliseChunk(whole({}, { finish_reason: word }), known)).toMatchObject({
      chunk: { choices: [{ finish_reason: finish }] },
    });
    expect(known.finished).toBe(finish !== null);
  });

  it.each([
    [{ error: { message: "x" } }, "error"],
    [{ object: "error", message: "x", code: 500 }, "error"],
    [{ detail: "x" }, "error"],
    [{}, "nothing"],
    [{ choices: [] }, "nothing"],
    ["text", "garbage"],
    [null, "garbage"],
    [[1], "garbage"],
  ])("%j is %s", (raw, kind) => {
    expect(normaliseChunk(raw, facts()).kind).toBe(kind);
  });

  it("joins content in parts, and writes arguments that are objects", () => {
    expect(
      normaliseChunk(
        whole({
          content: [
            { type: "text", text: "a" },
            { type: "text", text: "b" },
          ],
        }),
        facts(),
      ),
    ).toMatchObject({
      chunk: { choices: [{ delta: { content: "ab" } }] },
    });
    expect(
      normaliseChunk(whole({ tool_calls: [{ function: { name: "f", arguments: { a: 1 } } }] }), facts()),
    ).toMatchObject({
      chunk: {
        choices: [
          {
            delta: {
              tool_calls: [
                { index: 0, id: "call_a_0", type: "function", function: { name: "f", arguments: '{"a":1}' } },
              ],
            },
          },
        ],
      },
    });
  });

  it("gives calls without index theirs by id, and what has neither to the last one", () => {
    const known = facts();
    const indexOf = (call: object) => {
      const found = normaliseChunk(whole({ tool_calls: [call] }), known);
      return found.kind === "chunk"
        ? (found.chunk.choices as { delta: { tool_calls: { index: number }[] } }[])[0]?.delta.tool_calls[0]?.index
        : null;
    };
    expect(indexOf({ id: "x", function: { name: "f", arguments: "" } })).toBe(0);
    expect(indexOf({ function: { arguments: "{" } })).toBe(0);
    expect(indexOf({ id: "y", function: { name: "g", arguments: "" } })).toBe(1);
    expect(indexOf({ id: "x", function: { arguments: "}" } })).toBe(0);
    expect(indexOf({ function: { arguments: "{}" } })).toBe(1);
  });

  it("takes usage out of a chunk with text, and knows figures that are none", () => {
    expect(
      normaliseChunk({ ...whole({ content: "x" }), usage: { prompt_tokens: 3, completion_tokens: 2 } }, facts()),
    ).toMatchObject({
      usage: { promptTokens: 3, completionTokens: 2 },
      usageOnly: false,
      chunk: { usage: null },
    });
    expect(normaliseChunk({ choices: [], usage: { prompt_tokens: "3" } }, facts()).kind).toBe("nothing");
    expect(
      normaliseChunk(
        { choices: [], usage: { prompt_tokens: 3, completion_tokens: 1, prompt_tokens_details: { cached_tokens: 9 } } },
        facts(),
      ),
    ).toMatchObject({ usageOnly: true, usage: { cachedTokens: 3 } });
  });
});

describe("a whole answer", () => {
  const about = { id: "own", model: "own-model", created: 5, promptTokens: () => 7 };

  it.each([
    [null],
    [{}],
    [{ choices: [] }],
    [{ choices: [{}] }],
    [{ error: {}, choices: [{ message: {} }] }],
    [{ detail: "x" }],
    ["x"],
  ])("%j is none", (raw) => {
    expect(normaliseCompletion(raw, about)).toBeNull();
  });

  it("gets what lacks, keeps what is more, and is estimated where nothing was told", () => {
    const raw = { service_tier: "x", choices: [{ message: { content: "four words of text", annotations: [1] } }] };
    expect(normaliseCompletion(raw, about)).toMatchObject({
      completion: {
        ...{ id: "own", object: "chat.completion", created: 5, model: "own-model", service_tier: "x" },
        choices: [
          {
            index: 0,
            message: { role: "assistant", content: "four words of text", refusal: null, annotations: [1] },
            logprobs: null,
            finish_reason: "stop",
          },
        ],
        usage: { prompt_tokens: 7, completion_tokens: 5, total_tokens: 12 },
      },
      usage: { estimated: true },
    });
  });
});
