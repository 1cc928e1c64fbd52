import OpenAI from "openai";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type FakeProvider, startFakeProvider } from "./start-fake-provider";

let fake: FakeProvider;
let client: OpenAI;

beforeAll(async () => {
  fake = await startFakeProvider();
  client = new OpenAI({ apiKey: "any", baseURL: fake.url, maxRetries: 0 });
});
beforeEach(() => fake.reset());
afterAll(() => fake.close());

const ask = (content: string) => ({ model: "fake-small", messages: [{ role: "user" as const, content }] });
const weather = {
  type: "function" as const,
  function: { name: "weather", parameters: { type: "object", properties: { city: { type: "string" } } } },
};

it("answers whole, and its usage equals its ledger", async () => {
  const answer = await client.chat.completions.create(ask("[[tokens=5]] hello"));
  expect(answer.choices[0]?.message.content).toBe("sun sea sky oak elm ");
  expect(answer.usage).toMatchObject({ prompt_tokens: 9, completion_tokens: 5 });
  expect(fake.ledger()).toMatchObject([{ promptTokens: 9, completionTokens: 5, end: "complete", usageSent: true }]);
});

it("streams to the raw client and to .stream()", async () => {
  const raw = await client.chat.completions.create({
    ...ask("[[tokens=7]]"),
    stream: true,
    stream_options: { include_usage: true },
  });
  let text = "";
  let usage: OpenAI.CompletionUsage | null | undefined;
  for await (const chunk of raw) {
    text += chunk.choices[0]?.delta.content ?? "";
    usage = chunk.usage;
  }
  expect(text).toHaveLength(28);
  expect(usage?.completion_tokens).toBe(7);

  const stream = client.chat.completions.stream(ask("[[tokens=7 crlf comments split=3]]"));
  expect((await stream.finalChatCompletion()).choices[0]).toMatchObject({
    finish_reason: "stop",
    message: { content: text },
  });
});

it("calls tools one by one and in parallel", async () => {
  const tools = [weather];
  for (const directive of ["[[tools=2]]", "[[tools=2 parallel]]"]) {
    const final = await client.chat.completions.stream({ ...ask(directive), tools }).finalChatCompletion();
    const calls = final.choices[0]?.message.tool_calls ?? [];
    expect(calls.map((call) => (call.type === "function" ? call.function.arguments : ""))).toEqual([
      '{"city":"value 0"}',
      '{"city":"value 1"}',
    ]);
  }
});

it("says what a test has it say, and calls what nobody offered", async () => {
  const text = "Sure. ".repeat(30);
  fake.say(({ messages }) => ({ text: `${messages?.length} ${text}`, calls: [{ name: "wipe", arguments: "{}" }] }));
  const { choices } = await client.chat.completions.stream(ask("hello")).finalChatCompletion();
  expect(choices[0]).toMatchObject({
    finish_reason: "tool_calls",
    message: { content: `1 ${text}`, tool_calls: [{ function: { name: "wipe", arguments: "{}" } }] },
  });
  fake.say(() => ({ text }));
  const cut = await client.chat.completions.create({ ...ask("hello"), max_completion_tokens: 2 });
  expect(cut.choices[0]).toMatchObject({ finish_reason: "length", message: { content: text.slice(0, 46) } });
  fake.say(null);
  expect((await client.chat.completions.create(ask("[[tokens=1]]"))).choices[0]?.message.content).toBe("sun ");
});

it("refuses as told, and says when to come back", async () => {
  const refusal = await client.chat.completions
    .create(ask("[[status=429 retry-after=2]]"))
    .catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(OpenAI.RateLimitError);
  expect((refusal as InstanceType<typeof OpenAI.APIError>).headers?.get("retry-after")).toBe("2");
  expect(fake.ledger()).toMatchObject([{ end: "refused", status: 429, completionTokens: 0 }]);
});

it("cuts after exactly so many tokens", async () => {
  const stream = await client.chat.completions.create({ ...ask("[[tokens=9 cut=4]]"), stream: true });
  let seen = 0;
  const read = async () => {
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content) seen++;
  };
  await expect(read()).rejects.toThrow();
  expect(seen).toBe(4);
  expect(fake.ledger()).toMatchObject([{ end: "cut", completionTokens: 4 }]);
});

it("notices a client that leaves, and at which token", async () => {
  const stream = await client.chat.completions.create({ ...ask("[[tokens=9 stall=3]]"), stream: true });
  let seen = 0;
  for await (const chunk of stream) {
    if (chunk.choices[0]?.delta.content) seen++;
    if (seen === 3) break;
  }
  await fake.until(([entry]) => entry?.end === "aborted");
  expect(fake.ledger()[0]).toMatchObject({ abortedAtToken: 3, completionTokens: 3 });
});

it("fails only so many times, and only for the models named", async () => {
  const once = ask("[[status=500 times=1]] again");
  await expect(client.chat.completions.create(once)).rejects.toThrow();
  await expect(client.chat.completions.create(once)).resolves.toBeDefined();
  const large = ask("[[status=500 only=fake-large]]");
  await expect(client.chat.completions.create(large)).resolves.toBeDefined();
  await expect(client.chat.completions.create({ ...large, model: "fake-large" })).rejects.toThrow();
});

it("draws the same faults for the same seed", async () => {
  const run = async () => {
    fake.reset();
    fake.script({ seed: 7, rules: [{ rate: 0.3, directive: "status=500" }] });
    for (let i = 0; i < 30; i++) await client.chat.completions.create(ask("hello")).catch(() => null);
    fake.script(null);
    return fake.ledger().map((entry) => entry.status);
  };
  const first = await run();
  expect(first).toEqual(await run());
  expect(new Set(first)).toEqual(new Set([200, 500]));
});

it("embeds, as floats and as base64", async () => {
  const [floats, packed] = await Promise.all(
    (["float", "base64"] as const).map((encoding_format) =>
      client.embeddings.create({ model: "fake-embed", input: ["one text", "another"], encoding_format }),
    ),
  );
  expect(floats?.data).toHaveLength(2);
  expect(floats?.usage.prompt_tokens).toBe(4);
  const bytes = Buffer.from(packed?.data[0]?.embedding as unknown as string, "base64");
  const vector = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  expect([...vector]).toEqual(floats?.data[0]?.embedding);
});

it("lists its models and refuses a wrong key", async () => {
  const locked = await startFakeProvider({ key: "right", models: ["one"] });
  const as = (apiKey: string) => new OpenAI({ apiKey, baseURL: locked.url, maxRetries: 0 }).models.list();
  expect((await as("right")).data.map((model) => model.id)).toEqual(["one"]);
  await expect(as("wrong")).rejects.toBeInstanceOf(OpenAI.AuthenticationError);
  await locked.close();
});
