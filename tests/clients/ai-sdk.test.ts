import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { generateText, jsonSchema, Output, streamText, tool } from "ai";
import { describe, expect, it } from "vitest";
import { baseURL, chats, judgedFetch, parlor, playProviders, TOOL_PARAMETERS } from "./support/installation";

const provider = playProviders();
const judged = createOpenAICompatible({
  name: "parlor",
  baseURL,
  apiKey: parlor.keys.all,
  includeUsage: true,
  supportsStructuredOutputs: true,
  fetch: judgedFetch(),
});
const model = judged("main/small");
const tools = { weather: tool({ inputSchema: jsonSchema<{ city: string }>(TOOL_PARAMETERS) }) };

describe("the AI SDK's OpenAI-compatible provider", () => {
  it("generates", async () => {
    const { text, usage, finishReason } = await generateText({ model, maxRetries: 0, prompt: "[[tokens=5]] hello" });
    expect(text).toHaveLength(20);
    expect(finishReason).toBe("stop");
    expect(usage).toMatchObject({ inputTokens: 9, outputTokens: 5 });
  });

  it("streams, with usage", async () => {
    const result = streamText({ model, maxRetries: 0, prompt: "[[tokens=6]]" });
    let text = "";
    for await (const delta of result.textStream) text += delta;
    expect(text).toHaveLength(24);
    expect((await result.usage).outputTokens).toBe(6);
    expect(await result.finishReason).toBe("stop");
  });

  it.each(["[[tools=1]]", "[[tools=2]]", "[[tools=2 parallel]]"])("calls tools: %s", async (prompt) => {
    const count = prompt.includes("2") ? 2 : 1;
    const whole = await generateText({ model, maxRetries: 0, tools, prompt });
    expect(whole.toolCalls.map(({ input }) => input)).toHaveLength(count);
    const streamed = streamText({ model, maxRetries: 0, tools, prompt });
    expect((await streamed.toolCalls).map(({ toolName }) => toolName)).toEqual(Array(count).fill("weather"));
  });

  it("makes an object after a schema", async () => {
    const { output } = await generateText({
      ...{ model, maxRetries: 0, prompt: "Where?" },
      output: Output.object({ schema: jsonSchema<{ city: string }>(TOOL_PARAMETERS) }),
    });
    expect(output).toEqual({ city: "value 0" });
  });

  it("tells of errors by their status", async () => {
    await expect(generateText({ model: judged("no/such"), maxRetries: 0, prompt: "x" })).rejects.toMatchObject({
      statusCode: 404,
      isRetryable: false,
    });
  });

  it("takes a cut answer for an error", async () => {
    const result = streamText({
      model: judged("main/alone"),
      maxRetries: 0,
      prompt: "[[tokens=6 cut=2]]",
      onError: () => undefined,
    });
    const kinds: string[] = [];
    for await (const part of result.stream) kinds.push(part.type);
    expect(kinds).toContain("error");
  });

  it("leaves, and the provider hears of it", async () => {
    const abort = new AbortController();
    const result = streamText({ model, maxRetries: 0, prompt: "[[tokens=2000 delay=5]]", abortSignal: abort.signal });
    const reading = (async () => {
      for await (const part of result.stream) if (part.type === "text-delta") abort.abort();
    })().catch((error: unknown) => error);
    await provider.main.until((all) => chats(all)[0]?.end === "aborted");
    await reading;
  });
});
