import { evictDurableObject } from "cloudflare:test";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { latch, MODEL, TestSession } from "./testing/session-client";
import { call, eventsOf, shape, textOf, written } from "./testing/session-words";

let session: TestSession;
beforeEach(async () => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  session = await new TestSession().create({ instructions: "Speak plainly." });
});

describe("a turn", () => {
  it("writes the question and the answer, in their places, and shows them at once", async () => {
    const answer = await session.post({ content: "Hi" });
    expect(answer).toMatchObject({
      status: "answer",
      answer: {
        object: "chat.completion",
        model: MODEL.id,
        choices: [{ message: { role: "assistant", content: "Hello there." }, finish_reason: "stop" }],
        usage: { total_tokens: 15 },
        session: { id: session.sessionId, turn: 1, seq: 2 },
      },
      facts: { model: MODEL.id, routeReason: "test" },
    });
    expect(shape(await session.messages())).toEqual([
      [1, "user", "Hi", "complete"],
      [2, "assistant", "Hello there.", "complete"],
    ]);
    expect(session.asked[0]?.messages).toEqual([
      { role: "system", content: "Be brief.\n\nSpeak plainly." },
      { role: "user", content: "Hi" },
    ]);
    await session.post({ content: "And?" });
    expect(session.asked[1]?.messages.map(({ content }) => content).slice(1)).toEqual(["Hi", "Hello there.", "And?"]);
  });

  it("streams the chunks of one completion, with its usage when asked", async () => {
    const answer = await session.post({ content: "Hi", stream: true, stream_options: { include_usage: true } });
    if (answer.status !== "stream") throw new Error(answer.status);
    const text = await new Response(answer.body).text();
    expect(text.endsWith("data: [DONE]\n\n")).toBe(true);
    expect(textOf(text)).toBe("Hello there.");
    const events = eventsOf(text);
    expect(new Set(events.map((event) => (event as { id?: string }).id)).size).toBe(1);
    expect(events[0]).toMatchObject({ choices: [{ index: 0, delta: { role: "assistant" }, finish_reason: null }] });
    expect(events.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: 15 } });
  });

  it("runs the tools that the model asks for, and shows their results as data", async () => {
    session.scripts = [{ texts: ["Looking."], calls: [call("a"), call("b")] }, { texts: ["Found."] }];
    session.tools = async ({ id }) => `{"found":"${id}\0"}`;
    const answer = await session.post({ content: "Find it", tools: ["look"] });
    expect(answer).toMatchObject({ answer: { choices: [{ message: { content: "Looking.\n\nFound." } }] } });
    expect(answer).toMatchObject({ answer: { usage: { total_tokens: 30 } } });
    expect(shape(await session.messages())).toEqual([
      [1, "user", "Find it", "complete"],
      [2, "assistant", "Looking.", "complete"],
      [3, "tool", '{"found":"a"}', "complete"],
      [4, "tool", '{"found":"b"}', "complete"],
      [5, "assistant", "Found.", "complete"],
    ]);
    expect(session.asked[1]?.messages.slice(2)).toEqual([
      { role: "assistant", content: "Looking.", tool_calls: [call("a"), call("b")] },
      { role: "tool", content: '{"found":"a"}', tool_call_id: "a" },
      { role: "tool", content: '{"found":"b"}', tool_call_id: "b" },
    ]);
  });

  it("takes the tools away for the last step, and so always ends", async () => {
    session.scripts = [{ calls: [call("a")] }];
    await session.post({ content: "Find it", tools: ["look"] });
    expect(session.asked).toHaveLength(8);
    expect(session.asked.map(({ tool_choice }) => tool_choice).filter(Boolean)).toEqual(["none"]);
  });

  it("is refused with a tool that the caller may not use, and nothing is written", async () => {
    expect(await session.post({ content: "x", tools: ["missing"] })).toMatchObject({
      status: "failed",
      failure: { status: 400, param: "tools" },
    });
    expect(await session.messages()).toEqual([]);
  });

  it("leaves no trace when the Meter refuses, and its key may be used again", async () => {
    session.scripts = [
      { refused: { status: "refused", code: "rate_limited", message: "Slow down.", retryAfterMs: 5 } },
    ];
    expect(await session.post({ content: "Hi" }, "k")).toMatchObject({ code: "rate_limited", retryAfterMs: 5 });
    expect(await session.messages()).toEqual([]);
    session.scripts = [{ texts: ["Hello"] }];
    expect(await session.post({ content: "Hi" }, "k")).toMatchObject({ status: "answer" });
  });

  it("that no model answered counts as not asked: the next one does not see it", async () => {
    session.scripts = [{ failed: true }, { texts: ["Hello"] }];
    expect(await session.post({ content: "Lost" }, "k")).toMatchObject({
      status: "failed",
      failure: { status: 503, code: "provider_unavailable" },
    });
    expect(shape(await session.messages())).toEqual([
      [1, "user", "Lost", "failed"],
      [2, "assistant", "", "failed"],
    ]);
    expect(await session.post({ content: "Lost" }, "k")).toMatchObject({ status: "answer" });
    expect(session.asked[1]?.messages.map(({ content }) => content).slice(1)).toEqual(["Lost"]);
  });

  it("that was cut keeps what there was, says so in the stream, and is not asked twice", async () => {
    session.scripts = [{ texts: ["Once upon"], end: "cut" }];
    const answer = await session.post({ content: "Tell", stream: true }, "k");
    if (answer.status !== "stream") throw new Error(answer.status);
    const text = await new Response(answer.body).text();
    expect(text).not.toContain("[DONE]");
    expect(eventsOf(text).at(-1)).toMatchObject({ error: { code: "provider_cut", param: null } });
    expect(await session.messages()).toMatchObject([
      { role: "user", status: "complete" },
      { role: "assistant", content: "Once upon", status: "aborted", error: { code: "provider_cut" } },
    ]);
    expect(await session.post({ content: "Tell", stream: true }, "k")).toMatchObject({ status: "failed" });
    expect(session.asked).toHaveLength(1);
  });
});

describe("one turn at a time", () => {
  it("refuses a second one while the first runs, and says when to come back", async () => {
    const gate = latch();
    session.scripts = [{ texts: ["a", "b"], wait: gate.wait }];
    const first = session.post({ content: "One" });
    await written(session, "a");
    expect(await session.post({ content: "Two" })).toMatchObject({
      status: "refused",
      code: "conflict",
      retryAfterMs: 2_000,
    });
    gate.open();
    expect(await first).toMatchObject({ status: "answer" });
    expect(await session.post({ content: "Two" })).toMatchObject({ status: "answer" });
  });

  it("lets exactly one of many at once begin", async () => {
    const gate = latch();
    session.scripts = [{ texts: ["a", "b"], wait: gate.wait }];
    let refused = 0;
    const answers = await Promise.all(
      Array.from({ length: 20 }, async (_, at) => {
        const answer = await session.post({ content: `${at}` });
        if (answer.status === "refused" && ++refused === 19) gate.open();
        return answer;
      }),
    );
    expect(answers.filter(({ status }) => status === "answer")).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === "refused" && answer.code === "conflict")).toHaveLength(19);
    expect(session.asked).toHaveLength(1);
  });
});

describe("an Idempotency-Key", () => {
  it("brings twenty callers at once the same answer, once", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => session.post({ content: "Hi" }, "k")));
    expect(session.asked).toHaveLength(1);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: "answer" });
    expect(await session.messages()).toHaveLength(2);
  });

  it("answers the same after the object slept, as JSON and as a stream", async () => {
    const first = await session.post({ content: "Hi" }, "k");
    await evictDurableObject(session.stub);
    await session.connect();
    expect(await session.post({ content: "Hi" }, "k")).toEqual(first);
    expect(session.asked).toHaveLength(1);
    const streamed = await session.post({ content: "Hi", stream: true }, "other");
    if (streamed.status === "stream") await streamed.body.cancel();
    await evictDurableObject(session.stub);
    await session.connect();
    const again = await session.post({ content: "Hi", stream: true }, "other");
    if (streamed.status !== "stream" || again.status !== "stream") throw new Error("not streamed");
    const text = await new Response(again.body).text();
    expect(textOf(text)).toBe("Hello there.");
    expect(text.endsWith("data: [DONE]\n\n")).toBe(true);
  });

  it("is a conflict with another body", async () => {
    await session.post({ content: "Hi" }, "k");
    expect(await session.post({ content: "Ho" }, "k")).toMatchObject({ status: "refused", code: "conflict" });
  });

  it("makes a session once, and is a conflict with another ask", async () => {
    expect(await session.rpc.create(session.birth({ instructions: "Speak plainly." }))).toMatchObject({
      status: "done",
      repeated: true,
    });
    expect(await session.rpc.create({ ...session.birth(), bodyHash: "other" })).toMatchObject({ code: "conflict" });
  });
});

describe("a reader that goes away", () => {
  it("does not end the answer", async () => {
    const gate = latch();
    session.scripts = [{ texts: ["Once ", "upon"], wait: gate.wait }];
    const answer = await session.post({ content: "Tell", stream: true });
    if (answer.status !== "stream") throw new Error(answer.status);
    const reader = answer.body.getReader();
    await reader.read();
    await reader.cancel();
    gate.open();
    await vi.waitFor(async () => expect((await session.messages()).at(-1)?.status).toBe("complete"));
    expect((await session.messages()).at(-1)?.content).toBe("Once upon");
    expect(session.aborted).toBe(0);
  });

  it("hears it from the beginning when it comes back with its key", async () => {
    const gate = latch();
    session.scripts = [{ texts: ["Once ", "upon"], wait: gate.wait }];
    const first = await session.post({ content: "Tell", stream: true }, "k");
    if (first.status !== "stream") throw new Error(first.status);
    await first.body.cancel();
    const second = await session.post({ content: "Tell", stream: true }, "k");
    if (second.status !== "stream") throw new Error(second.status);
    gate.open();
    expect(textOf(await new Response(second.body).text())).toBe("Once upon");
    expect(session.asked).toHaveLength(1);
  });
});
