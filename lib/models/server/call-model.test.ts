import { afterAll, beforeAll, beforeEach, expect, it, describe } from "vitest";
import { requireConform } from "@/tests/clients/support/conformance";
import { type FakeProvider, startFakeProvider } from "@/tests/support/fake-provider/start-fake-provider";
import { askFake, type FakeSetup, fakeSetup, readAnswer } from "@/tests/support/fake-provider/fake-setup";
import { BREAKER_FAILURES } from "../core/breaker";

let fake: FakeProvider;
let setup: FakeSetup;

beforeAll(async () => {
  fake = await startFakeProvider();
});
beforeEach(() => {
  fake.reset();
  fake.script(null);
  setup = fakeSetup(fake.url);
});
afterAll(() => fake.close());

describe("a sound answer", () => {
  it("streams it as it came, with the usage of the provider and without the usage chunk nobody asked for", async () => {
    const answer = await readAnswer(await setup.call(askFake("[[tokens=6]]", { stream: true })));
    expect(answer.text).toBe("sun sea sky oak elm fox ");
    expect(answer.done).toBe(true);
    expect(answer.chunks.every((chunk) => chunk.choices.length === 1)).toBe(true);
    expect(answer.outcome).toMatchObject({ end: "ok", usage: { completionTokens: 6, estimated: false } });
    expect(answer.outcome.firstTokenMs).not.toBeNull();
  });

  it("passes the usage chunk on to who asked", async () => {
    const ask = askFake("[[tokens=6]]", { stream: true, stream_options: { include_usage: true } });
    const answer = await readAnswer(await setup.call(ask));
    expect(answer.chunks.at(-1)).toMatchObject({ choices: [], usage: { completion_tokens: 6 } });
  });

  it("answers whole", async () => {
    const answer = await setup.call(askFake("[[tokens=3]]"));
    expect(answer).toMatchObject({
      status: "answer",
      completion: { choices: [{ message: { content: "sun sea sky " }, finish_reason: "stop" }] },
      outcome: { end: "ok", usage: { completionTokens: 3 }, cost: expect.any(Number) },
    });
  });

  it("charges every attempt at its own price", async () => {
    const answer = await setup.call(askFake("[[tokens=3]]"));
    const [entry] = fake.ledger();
    expect(answer.status === "answer" && answer.outcome.cost).toBe((entry?.promptTokens ?? 0) * 100 + 3 * 400);
  });
});

describe("quirks", () => {
  const quirks = [
    ...[
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
    ],
    ...["split=1", "split=7", "usage=none", "usage=last", "usage=every", "reasoning=3", "length", "cached=2"],
    "no-role no-index no-id no-object no-finish ping crlf split=3 usage=none",
  ];
  it.each(quirks)("%s: the text is whole and every chunk is sound", async (quirk) => {
    const answer = await readAnswer(await setup.call(askFake(`[[tokens=9 ${quirk}]]`, { stream: true })));
    expect(answer.text).toBe("sun sea sky oak elm fox owl bee ice ");
    expect(answer.error).toBeNull();
    expect(answer.done).toBe(true);
    expect(answer.chunks[0]?.choices[0]?.delta.role).toBe("assistant");
    expect(answer.chunks.at(-1)?.choices[0]?.finish_reason).toBe(quirk === "length" ? "length" : "stop");
    for (const chunk of answer.chunks) requireConform("ChatCompletionChunk", chunk);
    // As the simplest of clients reads it.
    expect(answer.raw.split("\n\n").every((event) => event === "" || /^(?:data: .*|: ping)$/.test(event))).toBe(true);
    expect(answer.raw).not.toContain("event:");
    const [entry] = fake.ledger();
    expect(answer.outcome.usage).toMatchObject({
      promptTokens: entry?.promptTokens,
      completionTokens: entry?.completionTokens,
    });
  });

  it.each([
    "tools=2",
    "tools=2 parallel",
    "tools=1 no-tool-index",
    "tools=2 no-tool-index",
    "tools=2 no-tool-type",
    "tools=2 no-tool-id",
    "tools=1 args-empty",
  ])("%s: calls have index, id, type, name and their arguments", async (quirk) => {
    const tools = [
      {
        type: "function" as const,
        function: { name: "weather", parameters: { properties: { city: { type: "string" } } } },
      },
    ];
    const answer = await readAnswer(await setup.call(askFake(`[[${quirk}]]`, { stream: true, tools })));
    const calls = answer.toolCalls;
    expect(calls).toHaveLength(quirk.startsWith("tools=2") ? 2 : 1);
    calls.forEach((call, at) => {
      expect(call).toMatchObject({ id: expect.stringMatching(/./), type: "function", name: "weather" });
      expect(call.args).toBe(quirk.includes("args-empty") ? "" : `{"city":"value ${at}"}`);
    });
    expect(answer.chunks.at(-1)?.choices[0]?.finish_reason).toBe("tool_calls");
    expect(answer.outcome.usage.completionTokens).toBe(fake.ledger()[0]?.completionTokens);
  });

  it.each(["no-role no-index no-id no-object no-finish usage=none", "tools=2 no-tool-id no-tool-type"])(
    "%s, not streamed",
    async (quirk) => {
      const tools = [{ type: "function" as const, function: { name: "weather" } }];
      const answer = await setup.call(
        askFake(`[[tokens=4 ${quirk}]]`, { tools: quirk.includes("tools") ? tools : undefined }),
      );
      if (answer.status !== "answer") throw new Error(`not answered: ${answer.status}`);
      requireConform("ChatCompletion", answer.completion);
      expect(answer.completion.choices[0]?.finish_reason).toBe(quirk.includes("tools") ? "tool_calls" : "stop");
    },
  );
});

describe("faults before the first piece", () => {
  it.each([
    "status=500",
    "status=429",
    "status=503",
    "html",
    "html status=200",
    "detail",
    "reset",
    "cut=0",
    "eof=0",
    "error-after=0",
    "garbage=0",
  ])("%s once: tried again, and nobody notices", async (fault) => {
    const answer = await readAnswer(await setup.call(askFake(`[[tokens=5 ${fault} times=1]]`, { stream: true })));
    expect(answer).toMatchObject({ text: "sun sea sky oak elm ", done: true, outcome: { end: "ok" } });
    expect(answer.outcome.attempts.map((attempt) => attempt.outcome === "ok")).toEqual([false, true]);
  });

  it("goes to the fallback when a model goes on failing", async () => {
    const answer = await readAnswer(
      await setup.call(askFake("[[tokens=5 status=500 only=fake-small]]", { stream: true })),
    );
    expect(answer).toMatchObject({ text: "sun sea sky oak elm ", outcome: { end: "ok", model: { id: "fake/large" } } });
  });

  it("goes to the fallback at once when it is told to come back later", async () => {
    const answer = await readAnswer(
      await setup.call(askFake("[[status=429 retry-after=9 only=fake-small]]", { stream: true })),
    );
    expect(answer.outcome.attempts).toMatchObject([{ outcome: "refused", status: 429 }, { outcome: "ok" }]);
    expect(setup.slept).toEqual([]);
  });

  it("waits as long as it is told when there is nowhere else to go", async () => {
    await setup
      .call(askFake("[[status=429 retry-after-ms=800 times=1]]", { stream: true }), { models: ["fake/small"] })
      .then(readAnswer);
    expect(setup.slept[0]).toBeGreaterThanOrEqual(800);
  });

  it("says when to come back when everybody refuses", async () => {
    const answer = await setup.call(askFake("[[status=429 retry-after=20]]"));
    expect(answer).toMatchObject({
      status: "failed",
      failure: { status: 429, retryAfterMs: 20_000 },
      outcome: { end: "failed" },
    });
  });

  it("does not repeat a request that is wrong, and shows no address and no key", async () => {
    const answer = await setup.call(askFake("[[status=400]]"));
    expect(answer).toMatchObject({ status: "failed", failure: { status: 400 }, outcome: { end: "refused" } });
    expect(fake.ledger()).toHaveLength(1);
    const html = await setup.call(askFake("[[html]]"));
    expect(JSON.stringify(html)).not.toMatch(/upstream\.internal|sk-secret|127\.0\.0\.1/);
  });

  it("counts the prompt of an attempt that took it and broke off", async () => {
    const answer = await readAnswer(await setup.call(askFake("[[tokens=2 cut=0 times=1]]", { stream: true })));
    const ledger = fake.ledger();
    expect(ledger).toHaveLength(2);
    expect(answer.outcome.usage.promptTokens).toBe(ledger.reduce((sum, entry) => sum + entry.promptTokens, 0));
  });

  it("asks the next model when the first one does not begin", async () => {
    setup = fakeSetup(fake.url, { timeouts: { firstMs: 40 } });
    const answer = await readAnswer(await setup.call(askFake("[[stall=0 only=fake-small]]", { stream: true })));
    expect(answer.outcome).toMatchObject({
      end: "ok",
      model: { id: "fake/large" },
      attempts: [{ outcome: "timeout" }, { outcome: "ok" }],
    });
    await fake.until((ledger) => ledger[0]?.end === "aborted");
  });
});

it("ends a call with all its attempts in time", async () => {
  setup = fakeSetup(fake.url, { timeouts: { callMs: 60 } });
  const answer = await setup.call(askFake("[[slow-headers=60000]]", { stream: true }));
  expect(answer).toMatchObject({
    status: "failed",
    failure: { status: 504, code: "provider_timeout" },
    outcome: { end: "failed" },
  });
  await fake.until((ledger) => ledger.length === 1 && ledger[0]?.end === "aborted");
});

describe("faults in mid-answer", () => {
  it.each(["cut=4", "eof=4", "error-after=4", "garbage=4"])(
    "%s: keeps what there is, then a typed error and no [DONE]",
    async (fault) => {
      const answer = await readAnswer(await setup.call(askFake(`[[tokens=9 ${fault}]]`, { stream: true })));
      expect(answer.text).toBe("sun sea sky oak ");
      requireConform("ErrorResponse", { error: answer.error });
      expect(answer.error).toMatchObject({
        type: "parlor_error",
        code: expect.stringMatching(/^provider_/),
        request_id: expect.any(String),
      });
      expect(answer.done).toBe(false);
      expect(answer.outcome).toMatchObject({ end: "cut", usage: { completionTokens: 4, estimated: true } });
    },
  );

  it("ends an answer that falls silent", async () => {
    setup = fakeSetup(fake.url, { timeouts: { betweenMs: 40 } });
    const answer = await readAnswer(await setup.call(askFake("[[tokens=9 stall=4]]", { stream: true })));
    expect(answer).toMatchObject({
      text: "sun sea sky oak ",
      error: { code: "provider_timeout" },
      done: false,
      outcome: { end: "cut" },
    });
    await fake.until((ledger) => ledger[0]?.end === "aborted");
  });

  it("ends an answer that takes too long as a whole, also when nobody reads it", async () => {
    setup = fakeSetup(fake.url, { timeouts: { totalMs: 60 } });
    const answer = await setup.call(askFake("[[tokens=500 delay=5]]", { stream: true }));
    if (answer.status !== "stream") throw new Error("not streamed");
    expect((await answer.over).end).toBe("cut");
    await fake.until((ledger) => ledger[0]?.end === "aborted");
  });
});

describe("a caller that leaves", () => {
  it("reaches the provider, and the ledgers agree on what was said", async () => {
    const leave = new AbortController();
    const answer = await setup.call(askFake("[[tokens=9 stall=4]]", { stream: true }), { signal: leave.signal });
    if (answer.status !== "stream") throw new Error("not streamed");
    const reader = answer.body.getReader();
    let seen = "";
    while (!seen.includes("oak")) seen += new TextDecoder().decode((await reader.read()).value);
    leave.abort();
    await fake.until(([entry]) => entry?.end === "aborted");
    const outcome = await answer.over;
    expect(outcome).toMatchObject({
      end: "aborted",
      usage: { completionTokens: 4, promptTokens: fake.ledger()[0]?.promptTokens },
    });
    expect(fake.ledger()[0]?.abortedAtToken).toBe(4);
  });

  it("reaches the provider when the body is cancelled", async () => {
    const answer = await setup.call(askFake("[[tokens=9 stall=4]]", { stream: true }));
    if (answer.status !== "stream") throw new Error("not streamed");
    await answer.body.cancel();
    await fake.until(([entry]) => entry?.end === "aborted");
    expect((await answer.over).end).toBe("aborted");
  });

  it.each([true, false])("reaches the provider before it has begun (stream: %s)", async (stream) => {
    const leave = new AbortController();
    const pending = setup.call(askFake("[[slow-headers=60000]]", { stream }), { signal: leave.signal });
    await fake.until((ledger) => ledger.length === 1);
    leave.abort();
    expect(await pending).toMatchObject({
      status: "failed",
      failure: { code: "aborted" },
      outcome: { end: "aborted" },
    });
    await fake.until(([entry]) => entry?.end === "aborted");
    expect(fake.ledger()).toHaveLength(1);
  });
});

describe("breaker", () => {
  it("opens within five failures, asks nobody while open, and recovers by one probe", async () => {
    fake.script({ seed: 1, rules: [{ rate: 1, directive: "status=500", model: "fake-small" }] });
    while (fake.ledger().filter((entry) => entry.model === "fake-small").length < BREAKER_FAILURES)
      expect(await setup.call(askFake("hello"))).toMatchObject({ status: "answer", model: { id: "fake/large" } });
    fake.reset();
    for (let i = 0; i < 5; i++) expect(await setup.call(askFake("hello"))).toMatchObject({ status: "answer" });
    expect(fake.ledger().map((entry) => entry.model)).toEqual(Array(5).fill("fake-large"));

    setup.clock.now += 60_000;
    fake.reset();
    fake.script(null);
    const answers = await Promise.all(Array.from({ length: 4 }, () => setup.call(askFake("hello"))));
    expect(answers.every((answer) => answer.status === "answer")).toBe(true);
    expect(fake.ledger().filter((entry) => entry.model === "fake-small")).toHaveLength(1);
    expect(await setup.call(askFake("hello"))).toMatchObject({ model: { id: "fake/small" } });
  });

  it("opens for a model that begins every answer and ends none", async () => {
    fake.script({ seed: 1, rules: [{ rate: 1, directive: "cut=2", model: "fake-small" }] });
    for (let i = 0; i < BREAKER_FAILURES; i++) await setup.call(askFake("hello", { stream: true })).then(readAnswer);
    const answer = await readAnswer(await setup.call(askFake("hello", { stream: true })));
    expect(answer.outcome).toMatchObject({ end: "ok", model: { id: "fake/large" } });
  });

  it("says when to come back when every model rests", async () => {
    for (let i = 0; i < 4; i++) await setup.call(askFake("[[status=500]]"));
    expect(await setup.call(askFake("hello"))).toMatchObject({
      status: "failed",
      failure: { status: 503, code: "provider_unavailable", retryAfterMs: expect.any(Number) },
    });
  });
});
