import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { parseEnv } from "@/lib/platform/env";
import { askFake, readAnswer } from "@/tests/support/fake-provider/fake-setup";
import { type FakeProvider, startFakeProvider } from "@/tests/support/fake-provider/start-fake-provider";
import type { ChatRequest } from "../protocol";
import { writePassages } from "../core/passages";
import { Breakers } from "./breakers";
import { callModel } from "./call-model";
import { TIMEOUTS } from "./deadline";
import { embedTexts } from "./embed-texts";
import { createRegistry, type Registry } from "./registry";
import type { Fetch } from "./wire-upstream";

let fake: FakeProvider;
beforeAll(async () => {
  fake = await startFakeProvider({ models: ["only-model"], key: "sk-right" });
});
beforeEach(() => fake.reset());
afterAll(() => fake.close());

const ENV = {
  DATABASE_URL: "postgres://a:b@127.0.0.1:1/p",
  ...{ BETTER_AUTH_SECRET: "x".repeat(32), TICKET_SECRET: "x".repeat(32), INTERNAL_SECRET: "x".repeat(32) },
  ...{ APP_ORIGINS: "http://parlor.test", MAIL_MODE: "outbox" },
};

function registryOf(vars: object, send?: Fetch): Registry {
  return createRegistry(parseEnv({ ...ENV, ...vars }), null, send);
}

function depsOf(registry: Registry) {
  const deps = { registry, breakers: new Breakers(), timeouts: TIMEOUTS, now: () => Date.now(), random: () => 0 };
  return { ...deps, sleep: () => Promise.resolve(), note: () => undefined };
}

function call(registry: Registry, model: string, request: ChatRequest) {
  const chain = registry.entries.filter(({ id }) => id === model);
  return callModel(depsOf(registry), {
    request,
    route: { chain, reason: "" },
    signal: new AbortController().signal,
    requestId: "r1",
  });
}

it("has the built-in model, always and last", () => {
  expect(registryOf({}).entries.map(({ id }) => id)).toEqual(["parlor/extract"]);
  expect(registryOf({ OPENAI_API_KEY: "k" }).entries.at(-1)?.id).toBe("parlor/extract");
});

it("calls a server by its base URL alone: its key, its first model", async () => {
  const registry = registryOf({ AI_BASE_URL: fake.url, AI_KEY: "sk-right" });
  const answer = await readAnswer(await call(registry, "default/model", askFake("[[tokens=3]]", { stream: true })));
  expect(answer.text).toBe("sun sea sky ");
  await call(registry, "default/model", askFake("again"));
  expect(fake.ledger().map(({ model }) => model)).toEqual(["only-model", "only-model"]);
  expect(fake.requests().filter(({ path }) => path === "/v1/models")).toHaveLength(1);
});

it("says nothing of the key when the provider refuses it", async () => {
  const registry = registryOf({ AI_BASE_URL: fake.url, AI_KEY: "sk-wrong-key", AI_MODEL: "only-model" });
  const answer = await call(registry, "default/only-model", askFake("hello"));
  expect(answer).toMatchObject({ status: "failed", failure: { status: 502, code: "provider_refused" } });
  expect(JSON.stringify(answer)).not.toMatch(/sk-wrong|127\.0\.0\.1/);
});

it("bounds the output by what is reserved, keeps our own members, and speaks the server's dialect", async () => {
  const registry = registryOf({ AI_BASE_URL: fake.url, AI_KEY: "sk-right", AI_MODEL: "m" });
  const request: ChatRequest = {
    messages: [
      { role: "developer", content: "Be short." },
      { role: "user", content: "[[tokens=5]]" },
    ],
    ...{
      max_completion_tokens: 1_000_000,
      metadata: { team: "red" },
      user: "u-1",
      reasoning_effort: "high",
      seed: 7,
      min_p: 0.1,
    },
  };
  await call(registry, "default/m", request);
  const body = fake.requests()[0]?.body as Record<string, unknown>;
  expect(body).toMatchObject({
    model: "m",
    max_tokens: 4_096,
    seed: 7,
    min_p: 0.1,
    messages: [{ role: "system" }, { role: "user" }],
  });
  for (const name of ["metadata", "user", "max_completion_tokens", "reasoning_effort"])
    expect(body).not.toHaveProperty(name);
});

it("speaks OpenAI's own dialect to OpenAI", async () => {
  const bodies: unknown[] = [];
  const registry = registryOf({ OPENAI_API_KEY: "sk-openai" }, async (url, init) => {
    expect(url).toBe("https://api.openai.com/v1/chat/completions");
    bodies.push(JSON.parse(String(init.body)));
    return Response.json({ choices: [{ message: { content: "hi" }, finish_reason: "stop" }] });
  });
  const answer = await call(registry, "openai/gpt-5-mini", {
    ...askFake("hello"),
    max_tokens: 50,
    reasoning_effort: "minimal",
  });
  expect(answer).toMatchObject({ status: "answer", completion: { choices: [{ message: { content: "hi" } }] } });
  expect(bodies).toMatchObject([{ max_completion_tokens: 50, reasoning_effort: "low", stream: false }]);
  expect(bodies[0]).not.toHaveProperty("max_tokens");
});

it("writes Anthropic's stream in OpenAI's language", async () => {
  const events = [
    {
      type: "message_start",
      message: {
        id: "msg_1",
        type: "message",
        role: "assistant",
        model: "claude-haiku-4-5",
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { input_tokens: 9, output_tokens: 1 },
      },
    },
    { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
    { type: "ping" },
    { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Guten " } },
    { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Tag" } },
    { type: "content_block_stop", index: 0 },
    {
      type: "content_block_start",
      index: 1,
      content_block: { type: "tool_use", id: "toolu_1", name: "look", input: {} },
    },
    { type: "content_block_delta", index: 1, delta: { type: "input_json_delta", partial_json: '{"at":' } },
    { type: "content_block_delta", index: 1, delta: { type: "input_json_delta", partial_json: '"sun"}' } },
    { type: "content_block_stop", index: 1 },
    { type: "message_delta", delta: { stop_reason: "tool_use", stop_sequence: null }, usage: { output_tokens: 12 } },
    { type: "message_stop" },
  ];
  const text = events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join("");
  const seen: { url: string; key: string | null; body: Record<string, unknown> }[] = [];
  const registry = registryOf({ ANTHROPIC_API_KEY: "sk-ant" }, async (url, init) => {
    seen.push({
      url,
      key: new Headers(init.headers).get("x-api-key"),
      body: JSON.parse(String(init.body)) as Record<string, unknown>,
    });
    return new Response(text, { headers: { "content-type": "text/event-stream" } });
  });
  const tools = [
    {
      type: "function" as const,
      function: { name: "look", parameters: { type: "object", properties: { at: { type: "string" } } } },
    },
  ];
  const request = { ...askFake("hello", { stream: true, stream_options: { include_usage: true } }), tools };
  const answer = await readAnswer(await call(registry, "anthropic/claude-haiku-4-5", request));
  expect(seen).toMatchObject([{ key: "sk-ant", body: { model: "claude-haiku-4-5", max_tokens: 8_192, stream: true } }]);
  expect(answer.text).toBe("Guten Tag");
  expect(answer.toolCalls).toEqual([{ id: "toolu_1", type: "function", name: "look", args: '{"at":"sun"}' }]);
  expect(answer.chunks.at(-2)?.choices[0]?.finish_reason).toBe("tool_calls");
  expect(answer.chunks.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 9, completion_tokens: 12 } });
  expect(answer.done).toBe(true);
  expect(answer.outcome).toMatchObject({
    end: "ok",
    usage: { promptTokens: 9, completionTokens: 12, estimated: false },
  });
});

it("judges Anthropic's refusals like all others", async () => {
  const registry = registryOf({ ANTHROPIC_API_KEY: "sk-ant" }, async () =>
    Response.json(
      { type: "error", error: { type: "rate_limit_error", message: "slow down" } },
      { status: 429, headers: { "retry-after": "30" } },
    ),
  );
  const answer = await call(registry, "anthropic/claude-haiku-4-5", askFake("hello"));
  expect(answer).toMatchObject({ status: "failed", failure: { status: 429, retryAfterMs: 30_000 } });
  expect(answer.status === "failed" && answer.outcome.attempts).toHaveLength(1);
});

it("streams from Workers AI", async () => {
  const seen: unknown[] = [];
  const binding = {
    run: async (model: string, inputs: { messages: unknown; max_tokens: number }) => {
      seen.push([model, inputs.max_tokens]);
      const events = [
        { response: "Guten " },
        { response: "Tag" },
        { response: "", usage: { prompt_tokens: 4, completion_tokens: 2 } },
      ];
      return new Blob([...events.map((event) => `data: ${JSON.stringify(event)}\n\n`), "data: [DONE]\n\n"]).stream();
    },
  };
  const registry = createRegistry(parseEnv({ ...ENV }), binding as unknown as Ai);
  const answer = await readAnswer(await call(registry, "workers-ai/llama-3.1-8b", askFake("hello", { stream: true })));
  expect(answer).toMatchObject({
    text: "Guten Tag",
    done: true,
    outcome: { end: "ok", usage: { promptTokens: 4, completionTokens: 2 } },
  });
  expect(seen).toEqual([["@cf/meta/llama-3.1-8b-instruct-fp8", 4_096]]);
});

it("streams from the built-in model as from any other", async () => {
  const passages = [{ id: "doc-1", title: "Opening hours", text: "We open at nine. On Sundays the museum is closed." }];
  const messages: ChatRequest["messages"] = [
    { role: "system", content: writePassages(passages) },
    { role: "user", content: "Is the museum closed on Sundays?" },
  ];
  const answer = await readAnswer(await call(registryOf({}), "parlor/extract", { messages, stream: true }));
  expect(answer.text).toBe("On Sundays the museum is closed.");
  expect(answer.raw).toContain('"file_id":"doc-1"');
  expect(answer.done).toBe(true);
  expect(answer.outcome.usage).toMatchObject({ completionTokens: 8, estimated: false });
});

it("tells the caller what the built-in model cannot do", async () => {
  const request = askFake("hello", {
    response_format: {
      type: "json_schema",
      json_schema: { name: "x", schema: { type: "object", properties: { n: { type: "number" } }, required: ["n"] } },
    },
  });
  expect(await call(registryOf({}), "parlor/extract", request)).toMatchObject({
    status: "failed",
    failure: { status: 400, code: "unsupported" },
  });
});

it("embeds, in both encodings, and tries again", async () => {
  const providers = [
    {
      id: "gpu",
      kind: "openai-compatible",
      baseUrl: fake.url,
      key: "sk-right",
      models: [{ id: "e", kind: "embeddings", price: { prompt: 1, completion: 0 } }],
    },
  ];
  const registry = registryOf({ AI_PROVIDERS: JSON.stringify(providers) });
  const chain = registry.entries.slice(0, 1);
  const embed = (more: object) =>
    embedTexts(depsOf(registry), {
      request: { input: ["[[status=500 times=1]] one", "two"], ...more },
      route: { chain, reason: "" },
      signal: new AbortController().signal,
      requestId: "r",
    });
  const floats = await embed({});
  const packed = await embed({ encoding_format: "base64" });
  if (floats.status !== "answer" || packed.status !== "answer") throw new Error("not embedded");
  expect(floats.embeddings.data).toHaveLength(2);
  expect(floats.outcome.attempts.map(({ outcome }) => outcome)).toEqual(["failed", "ok"]);
  const bytes = Buffer.from(String(packed.embeddings.data[0]?.embedding), "base64");
  expect([...new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))]).toEqual(
    floats.embeddings.data[0]?.embedding,
  );
  expect(floats.outcome).toMatchObject({
    usage: { promptTokens: fake.ledger()[1]?.promptTokens },
    cost: (fake.ledger()[1]?.promptTokens ?? 0) * 1_000,
  });
});
