import OpenAI from "openai";
import { describe, expect, it } from "vitest";
import { ask, baseURL, chats, judgedFetch, parlor, playProviders, TOOL_PARAMETERS } from "./support/installation";

const provider = playProviders();
const client = new OpenAI({
  baseURL,
  apiKey: parlor.keys.all,
  maxRetries: 0,
  fetch: judgedFetch(),
});
const model = "main/small";
const alone = "main/alone";
const tools = [{ type: "function" as const, function: { name: "weather", parameters: TOOL_PARAMETERS } }];

describe("the official client, whole answers", () => {
  it("plain", async () => {
    const answer = await client.chat.completions.create({ model, messages: ask("[[tokens=5]] hello") });
    expect(answer.choices[0]?.message.content).toHaveLength(20);
    expect(answer.usage).toMatchObject({ prompt_tokens: 9, completion_tokens: 5, total_tokens: 14 });
  });

  it("without a model: Parlor chooses, and says so", async () => {
    const { data, response } = await client.chat.completions
      .create({ messages: ask("Hello") } as OpenAI.ChatCompletionCreateParamsNonStreaming)
      .withResponse();
    expect(data.choices[0]?.finish_reason).toBe("stop");
    expect(response.headers.get("x-parlor-model")).toMatch(/^(main|second)\//);
    expect(response.headers.get("x-parlor-route")).toMatch(/./);
    expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("tools, one and several", async () => {
    for (const count of [1, 3]) {
      const answer = await client.chat.completions.create({ model, tools, messages: ask(`[[tools=${count}]]`) });
      expect(answer.choices[0]?.finish_reason).toBe("tool_calls");
      expect(answer.choices[0]?.message.tool_calls).toHaveLength(count);
    }
  });

  it("a schema, parsed by the client", async () => {
    const answer = await client.chat.completions.parse({
      model,
      messages: ask("Where?"),
      response_format: { type: "json_schema", json_schema: { name: "place", strict: true, schema: TOOL_PARAMETERS } },
    });
    expect(answer.choices[0]?.message.parsed).toEqual({ city: "value 0" });
  });

  it("embeddings", async () => {
    const answer = await client.embeddings.create({ model: "main/embed", input: ["one", "two"] });
    expect(answer.data).toHaveLength(2);
    expect(answer.data[0]?.embedding).toHaveLength(8);
  });

  it("models, all and one of them", async () => {
    const { data } = await client.models.list();
    expect(data.map(({ id }) => id)).toEqual(expect.arrayContaining([model, alone, "second/small"]));
    expect(await client.models.retrieve(model)).toMatchObject({ id: model, owned_by: "main" });
    await expect(client.models.retrieve("main/none")).rejects.toBeInstanceOf(OpenAI.NotFoundError);
  });
});

describe("the official client, streams", () => {
  it("raw, with usage in the last chunk alone", async () => {
    const stream = await client.chat.completions.create({
      ...{ model, messages: ask("[[tokens=7]]") },
      ...{ stream: true, stream_options: { include_usage: true } },
    });
    let text = "";
    const usages: (OpenAI.CompletionUsage | null | undefined)[] = [];
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? "";
      usages.push(chunk.usage);
    }
    expect(text).toHaveLength(28);
    expect(usages.pop()).toMatchObject({ completion_tokens: 7 });
    expect(usages.every((usage) => usage == null)).toBe(true);
  });

  it(".stream()", async () => {
    const stream = client.chat.completions.stream({ model, messages: ask("[[tokens=7]]") });
    const deltas: string[] = [];
    stream.on("content", (delta) => deltas.push(delta));
    const final = await stream.finalChatCompletion();
    expect(deltas.join("")).toBe(final.choices[0]?.message.content);
    expect(final.choices[0]?.finish_reason).toBe("stop");
  });

  it.each(["[[tools=1]]", "[[tools=3]]", "[[tools=3 parallel]]", "[[tools=1 args-empty]]"])(
    ".stream() of %s",
    async (text) => {
      const final = await client.chat.completions.stream({ model, tools, messages: ask(text) }).finalChatCompletion();
      const calls = final.choices[0]?.message.tool_calls ?? [];
      expect(calls).toHaveLength(text.includes("3") ? 3 : 1);
      expect(new Set(calls.map(({ id }) => id)).size).toBe(calls.length);
    },
  );

  it.each([
    "no-role no-index no-finish-key",
    "no-id no-object",
    "ping comments crlf",
    "split=1",
    "usage=every",
    "usage=last",
    "usage=none",
    "no-done",
  ])("an upstream with %s reads as any other", async (quirks) => {
    const stream = client.chat.completions.stream({ model, messages: ask(`[[tokens=4 ${quirks}]]`) });
    const final = await stream.finalChatCompletion();
    expect(final.choices[0]).toMatchObject({ finish_reason: "stop", message: { content: "sun sea sky oak " } });
  });

  it.each(["no-tool-index", "no-tool-type", "no-tool-id"])("tool calls of an upstream with %s", async (quirk) => {
    const final = await client.chat.completions
      .stream({ model, tools, messages: ask(`[[tools=2 ${quirk}]]`) })
      .finalChatCompletion();
    expect(final.choices[0]?.message.tool_calls).toHaveLength(2);
  });

  it("a schema", async () => {
    const final = await client.chat.completions
      .stream({
        model,
        messages: ask("Where?"),
        response_format: { type: "json_schema", json_schema: { name: "place", schema: TOOL_PARAMETERS } },
      })
      .finalChatCompletion();
    expect(JSON.parse(final.choices[0]?.message.content ?? "")).toEqual({ city: "value 0" });
  });
});

describe("the official client, when something is wrong", () => {
  it("a wrong key, an unknown model, a bad field", async () => {
    const stranger = client.withOptions({ apiKey: "pk_live_no" });
    await expect(stranger.models.list()).rejects.toBeInstanceOf(OpenAI.AuthenticationError);
    await expect(client.chat.completions.create({ model: "no/such", messages: ask("x") })).rejects.toMatchObject({
      ...{ status: 404, code: "model_not_found", param: "model", type: "invalid_request_error" },
    });
    await expect(client.chat.completions.create({ model, messages: ask("x"), temperature: 9 })).rejects.toMatchObject({
      status: 400,
      param: "temperature",
    });
    expect(chats(provider.main.ledger())).toEqual([]);
  });

  it("a provider that refuses: another one answers", async () => {
    const answer = await client.chat.completions.create({
      model,
      messages: ask("[[status=500 only=fake-small tokens=2]]"),
    });
    expect(answer.choices[0]?.finish_reason).toBe("stop");
  });

  it("an answer that is cut is an error, never a short answer", async () => {
    for (const fault of ["cut=2", "eof=2", "error-after=2"]) {
      const stream = client.chat.completions.stream({ model: alone, messages: ask(`[[tokens=6 ${fault}]]`) });
      await expect(stream.finalChatCompletion(), fault).rejects.toThrow();
    }
  });

  it("an abort in mid-answer reaches the provider", async () => {
    const messages = ask("[[tokens=2000 delay=5]]");
    const stream = await client.chat.completions.create({ model, messages, stream: true });
    let seen = 0;
    for await (const _ of stream) if (++seen === 3) break;
    await provider.main.until((all) => chats(all)[0]?.end === "aborted");
    expect(chats(provider.main.ledger())).toMatchObject([{ end: "aborted" }]);
    expect(chats(provider.main.ledger())[0]?.completionTokens).toBeLessThan(2_000);
  });
});
