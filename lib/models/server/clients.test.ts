import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { streamText } from "ai";
import OpenAI from "openai";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fakeSetup } from "@/tests/support/fake-provider/fake-setup";
import { type FakeProvider, startFakeProvider } from "@/tests/support/fake-provider/start-fake-provider";
import { chatRequest } from "../protocol";

/** What real clients make of our answers, whatever the provider did. The API's own tests go through HTTP; this is the layer alone. */
let fake: FakeProvider;
let send: typeof fetch;
let client: OpenAI;

beforeAll(async () => {
  fake = await startFakeProvider();
});
beforeEach(() => {
  fake.reset();
  const setup = fakeSetup(fake.url);
  send = async (_url, init) => {
    const request = chatRequest.parse(JSON.parse(String(init?.body)));
    const answer = await setup.call(request, init?.signal ? { signal: init.signal } : {});
    if (answer.status === "stream")
      return new Response(answer.body, { headers: { "content-type": "text/event-stream" } });
    if (answer.status === "answer") return Response.json(answer.completion);
    return Response.json({ error: answer.failure }, { status: answer.failure.status });
  };
  client = new OpenAI({ apiKey: "any", baseURL: "http://parlor.test/v1", maxRetries: 0, fetch: send });
});
afterAll(() => fake.close());

const TEXT = "sun sea sky oak elm ";
const QUIRKS = [
  "",
  "no-role",
  "no-index",
  "no-id",
  "no-object",
  "no-finish-key",
  "no-finish",
  "no-done",
  "ping",
  "comments",
  "crlf",
  "split=5",
  "usage=none",
  "usage=last",
  "usage=every",
];
const CUTS = ["cut=3", "eof=3", "error-after=3", "garbage=3"];
const ask = (directive: string) => ({
  model: "m",
  messages: [{ role: "user" as const, content: `[[tokens=5 ${directive}]]` }],
});
const tools = [
  {
    type: "function" as const,
    function: { name: "weather", parameters: { type: "object", properties: { city: { type: "string" } } } },
  },
  {
    type: "function" as const,
    function: { name: "clock", parameters: { type: "object", properties: { zone: { type: "string" } } } },
  },
];

describe("the official client, .stream()", () => {
  it.each(QUIRKS)("reads it all: %s", async (quirk) => {
    const stream = client.chat.completions.stream({ ...ask(quirk), stream_options: { include_usage: true } });
    const final = await stream.finalChatCompletion();
    expect(final.choices[0]).toMatchObject({ finish_reason: "stop", message: { role: "assistant", content: TEXT } });
    expect(final.usage?.completion_tokens).toBe(5);
  });

  it.each(["tools=2", "tools=2 parallel", "tools=2 no-tool-index", "tools=2 no-tool-type", "tools=2 no-tool-id"])(
    "gets its calls: %s",
    async (quirk) => {
      const final = await client.chat.completions.stream({ ...ask(quirk), tools }).finalChatCompletion();
      expect(final.choices[0]?.message.tool_calls).toMatchObject([
        {
          type: "function",
          id: expect.stringMatching(/./),
          function: { name: "weather", arguments: '{"city":"value 0"}' },
        },
        {
          type: "function",
          id: expect.stringMatching(/./),
          function: { name: "clock", arguments: '{"zone":"value 1"}' },
        },
      ]);
    },
  );

  it.each(CUTS)("notices that it is cut: %s", async (fault) => {
    await expect(client.chat.completions.stream(ask(fault)).finalChatCompletion()).rejects.toBeInstanceOf(
      OpenAI.APIError,
    );
  });
});

describe("the official client, raw", () => {
  it.each(CUTS)("keeps what there is and notices that it is cut: %s", async (fault) => {
    const stream = await client.chat.completions.create({ ...ask(fault), stream: true });
    let text = "";
    const read = async () => {
      for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? "";
    };
    await expect(read()).rejects.toBeInstanceOf(OpenAI.APIError);
    expect(text).toBe("sun sea sky ");
  });

  it("reaches the provider when it leaves", async () => {
    const stream = await client.chat.completions.create({ ...ask("stall=3"), stream: true });
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content === "sky ") break;
    await fake.until(([entry]) => entry?.end === "aborted");
    expect(fake.ledger()[0]?.abortedAtToken).toBe(3);
  });
});

describe("the AI SDK", () => {
  const run = (directive: string) => {
    const model = createOpenAICompatible({ name: "parlor", baseURL: "http://parlor.test/v1", fetch: send })("m");
    const errors: unknown[] = [];
    const result = streamText({
      model,
      prompt: `[[tokens=5 ${directive}]]`,
      maxRetries: 0,
      onError: ({ error }) => void errors.push(error),
    });
    return { result, errors };
  };

  it.each(QUIRKS)("reads it all: %s", async (quirk) => {
    const { result, errors } = run(quirk);
    expect(await result.text).toBe(TEXT);
    expect(await result.finishReason).toBe("stop");
    expect(errors).toEqual([]);
  });

  it.each(CUTS)("notices that it is cut: %s", async (fault) => {
    const { result, errors } = run(fault);
    await result.consumeStream();
    expect(errors).not.toEqual([]);
  });
});
