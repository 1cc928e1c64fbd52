import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { newId, type TenantId } from "@/lib/platform/ids";
import { registryOf } from "./outbox-registry";
import { bindings } from "./testing/room-client";
import { latch, MODEL, TestSession } from "./testing/session-client";

let session: TestSession;
beforeEach(async () => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  session = await new TestSession().create({ instructions: "Speak plainly." });
});

const call = (id: string, name = "look", args = "{}") => ({
  id,
  type: "function" as const,
  function: { name, arguments: args },
});
const shape = (messages: Awaited<ReturnType<TestSession["messages"]>>) =>
  messages.map(({ seq, role, content, status }) => [seq, role, content, status]);
const eventsOf = (text: string) =>
  text
    .split("\n\n")
    .filter((block) => block.startsWith("data: {"))
    .map((block) => JSON.parse(block.slice(6)) as { choices?: { delta: { content?: string } }[]; error?: object });
/** Ends the object at once, whatever it is doing. */
const kill = (dying: TestSession) =>
  runInDurableObject(dying.stub, (_instance, state) => state.abort("killed by the test")).catch(() => undefined);
const textOf = (text: string) =>
  eventsOf(text)
    .map(({ choices }) => choices?.[0]?.delta.content ?? "")
    .join("");
/** Until somebody has seen this much of the running answer. */
const written = (content: string) =>
  vi.waitFor(async () => {
    await runInDurableObject(session.stub, () => undefined);
    expect(session.asked.length).toBeGreaterThan(0);
    expect(await session.rpc.read(session.tenantId)).toMatchObject({ session: { status: "running" } });
    return content;
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
    await written("a");
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

describe("an object that dies in mid-turn", () => {
  it("has the partial text, marked as aborted, and goes on with the next question", async () => {
    const gate = latch();
    session.scripts = [{ texts: ["x".repeat(1_500), "lost"], wait: gate.wait }, { texts: ["Yes."] }];
    const dying = session.post({ content: "Tell" }, "k").catch(() => null);
    await vi.waitFor(async () => expect((await session.messages()).at(-1)?.content).toHaveLength(1_500));
    await kill(session);
    gate.open();
    await dying;
    await session.connect();
    expect(await session.messages()).toMatchObject([
      { seq: 1, role: "user", status: "complete" },
      { seq: 2, role: "assistant", content: "x".repeat(1_500), status: "aborted", error: { code: "aborted" } },
    ]);
    // What came of it is what a repeat is told; asking anew is the caller's choice.
    expect(await session.post({ content: "Tell" }, "k")).toMatchObject({
      status: "failed",
      failure: { code: "aborted" },
    });
    expect(await session.post({ content: "Go on" })).toMatchObject({ status: "answer" });
    expect(session.asked.at(-1)?.messages.at(-2)).toEqual({ role: "assistant", content: "x".repeat(1_500) });
  });

  it("is found by the alarm when nobody comes back", async () => {
    const gate = latch();
    session.scripts = [{ texts: ["a".repeat(1_200), "b"], wait: gate.wait }];
    const dying = session.post({ content: "Tell" }).catch(() => null);
    await vi.waitFor(async () => expect((await session.messages()).at(-1)?.content).toHaveLength(1_200));
    await kill(session);
    gate.open();
    await dying;
    await session.connect();
    await runDurableObjectAlarm(session.stub);
    expect(await session.sql("SELECT count(*) FROM messages WHERE open = 1")).toEqual([[0]]);
    expect(session.projected.at(-1)?.messages).toMatchObject([{ seq: 1 }, { seq: 2, status: "aborted" }]);
  });
});

describe("a conversation that grows too long", () => {
  it("is summarised by sentences where no model retells, and nothing newer is lost", async () => {
    session.model = { ...MODEL, provider: "parlor", contextTokens: 1_200, outputTokensMax: 400 };
    session.scripts = [{ texts: ["The order 48213 is on its way to Berlin. ".repeat(6)] }];
    for (let at = 0; at < 12; at++) await session.post({ content: `Question ${at} about order 48213 in Berlin?` });
    const last = session.asked.at(-1)?.messages ?? [];
    expect(last[1]?.content).toContain("Summary of the earlier conversation");
    expect(last[1]?.content).toContain("48213");
    expect(last.at(-1)?.content).toBe("Question 11 about order 48213 in Berlin?");
    expect(await session.messages()).toHaveLength(24);
  });

  it("is summarised by the small model, as a call of its own", async () => {
    session.model = { ...MODEL, contextTokens: 1_200, outputTokensMax: 400 };
    session.scripts = [{ texts: ["word ".repeat(60)] }];
    for (let at = 0; at < 8; at++) await session.post({ content: `Question ${at} ${"long ".repeat(30)}` });
    const summaries = session.asked.filter(({ model }) => model === "small");
    expect(summaries.length).toBeGreaterThan(0);
    expect(session.asked.length).toBe(8 + summaries.length);
    expect(session.asked.at(-1)?.messages[1]?.content).toContain("word word");
  });

  it("says so when one question alone is more than the model takes", async () => {
    expect(await session.post({ content: "x".repeat(100_000) })).toMatchObject({
      status: "failed",
      failure: { status: 400, code: "context_length_exceeded", param: "content" },
    });
    expect(await session.messages()).toEqual([]);
  });
});

describe("reset and deletion", () => {
  it("forgets the messages, ends a running answer, and goes on counting", async () => {
    await session.post({ content: "One" }, "k");
    const gate = latch();
    session.scripts = [{ texts: ["a", "b"], wait: gate.wait }];
    const running = await session.post({ content: "Two", stream: true });
    if (running.status !== "stream") throw new Error(running.status);
    expect(await session.rpc.reset(session.tenantId)).toMatchObject({
      session: { status: "idle", last_seq: 4, instructions: "Speak plainly." },
    });
    expect(eventsOf(await new Response(running.body).text()).at(-1)).toHaveProperty("error");
    expect(session.aborted).toBe(1);
    expect(await session.messages()).toEqual([]);
    session.scripts = [{ texts: ["Fresh."] }];
    expect(await session.post({ content: "Three" }, "k")).toMatchObject({ answer: { session: { seq: 6 } } });
    expect(
      session.asked
        .at(-1)
        ?.messages.map(({ content }) => content)
        .slice(1),
    ).toEqual(["Three"]);
    await runDurableObjectAlarm(session.stub);
    expect(session.projected.at(-1)).toMatchObject({ session: { resetSeq: 4 }, messages: [{ seq: 5 }, { seq: 6 }] });
  });

  it("leaves no summary of what was forgotten while it was being made", async () => {
    session.model = { ...MODEL, contextTokens: 1_200, outputTokensMax: 400 };
    session.scripts = [{ texts: ["word ".repeat(60)] }];
    for (let at = 0; at < 3; at++) await session.post({ content: `Question ${at} ${"long ".repeat(30)}` });
    const gate = latch();
    session.scripts = [{ texts: ["secret ", "summary"], wait: gate.wait }];
    const running = session.post({ content: "long ".repeat(350) });
    await vi.waitFor(() => expect(session.asked.at(-1)?.model).toBe("small"));
    await session.rpc.reset(session.tenantId);
    gate.open();
    expect((await running).status).toBe("failed");
    expect(await session.sql("SELECT value FROM meta WHERE key = 'summary'")).toEqual([]);
    expect(await session.messages()).toEqual([]);
  });

  it("leaves nothing of a deleted session, and does not make it again", async () => {
    await session.post({ content: "One" });
    expect(await session.rpc.delete(session.tenantId)).toEqual({ status: "done" });
    for (const answer of [
      await session.rpc.read(session.tenantId),
      await session.rpc.messages(session.tenantId, { limit: 5 }),
      await session.post({ content: "Two" }),
      await session.rpc.delete(session.tenantId),
    ])
      expect(answer).toMatchObject({ status: "refused", code: "not_found" });
    expect(await session.rpc.create(session.birth())).toMatchObject({ code: "gone" });
    expect(await session.sql("SELECT count(*) FROM messages")).toEqual([[0]]);
    expect(JSON.stringify(await session.sql("SELECT value FROM meta"))).not.toContain("Speak plainly");
    expect(session.projected.at(-1)?.session.deletedAt).toBeGreaterThan(0);
  });
});

it("leaves no row of a session whose tenant is erased, and does so for its own tenant only", async () => {
  await session.post({ content: "One" });
  await session.rpc.erase(newId<TenantId>());
  expect(await session.messages()).toHaveLength(2);
  await registryOf(bindings, session.tenantId).erase(session.tenantId, {
    rooms: [],
    people: [],
    sessions: [session.sessionId],
  });
  expect(await session.sql("SELECT name FROM sqlite_master WHERE name = 'messages'")).toEqual([]);
  expect(await session.rpc.read(session.tenantId)).toMatchObject({ code: "not_found" });
});

describe("another tenant", () => {
  it("gets from every verb what a session that never was answers", async () => {
    await session.post({ content: "Secret" });
    const foreign = newId<TenantId>();
    const missing = new TestSession();
    const ask = {
      caller: session.caller,
      requestId: newId(),
      post: { content: "x" },
      idempotencyKey: null,
      bodyHash: "",
    };
    const everyVerb = async (rpc: TestSession["rpc"]) => [
      await rpc.read(foreign),
      await rpc.messages(foreign, { limit: 10 }),
      await rpc.post(foreign, ask),
      await rpc.note(foreign, { id: "n", from: "x", content: "x" }),
      await rpc.approved(foreign, { runId: "r", tool: "t", arguments: "{}", result: "x" }),
      await rpc.reset(foreign),
      await rpc.delete(foreign),
    ];
    expect(await everyVerb(session.rpc)).toEqual(await everyVerb(missing.rpc));
    expect(await session.rpc.create({ ...session.birth(), tenantId: foreign })).toMatchObject({ code: "not_found" });
    expect(await session.messages()).toHaveLength(2);
  });
});

describe("what comes from outside of a turn", () => {
  it("is added between turns, once, and seen by the next one", async () => {
    const gate = latch();
    session.scripts = [{ texts: ["a", "b"], wait: gate.wait }, { texts: ["Noted."] }];
    const running = session.post({ content: "One" });
    await written("a");
    const approved = { runId: "r1", tool: "refund", arguments: '{"order":1}', result: '{"ok":true}' };
    await session.rpc.approved(session.tenantId, approved);
    await session.rpc.note(session.tenantId, { id: "n1", from: "session", content: "Heard elsewhere." });
    expect(await session.messages()).toHaveLength(2);
    gate.open();
    await running;
    await vi.waitFor(async () => expect(await session.messages()).toHaveLength(6));
    await session.rpc.approved(session.tenantId, approved);
    expect((await session.messages()).map(({ role, name }) => [role, name])).toEqual([
      ["user", undefined],
      ["assistant", undefined],
      ["user", "approval"],
      ["assistant", undefined],
      ["tool", "refund"],
      ["user", "session"],
    ]);
    await session.post({ content: "So?" });
    expect(session.asked.at(-1)?.messages.find(({ role }) => role === "tool")).toMatchObject({
      content: '{"ok":true}',
    });
  });
});

describe("Postgres", () => {
  it("knows of a session before its making is answered, and of messages once their turn is over", async () => {
    expect(session.projected).toMatchObject([{ session: { id: session.sessionId, version: 1 }, messages: [] }]);
    const gate = latch();
    session.scripts = [{ texts: ["a", "b"], wait: gate.wait }];
    const running = session.post({ content: "One" });
    await written("a");
    await runInDurableObject(session.stub, async (instance) => {
      await (instance as unknown as { outboxOf(store: object): { drain(): Promise<void> }; store: object })
        .outboxOf((instance as unknown as { store: object }).store)
        .drain();
    });
    expect(session.projected.flatMap(({ messages }) => messages)).toEqual([]);
    gate.open();
    await running;
    await vi.waitFor(async () => {
      await runDurableObjectAlarm(session.stub);
      expect(session.projected.flatMap(({ messages }) => messages.map(({ seq }) => seq))).toEqual([1, 2]);
    });
  });

  it("may be away: the session goes on, and everything arrives afterwards, once and in order", async () => {
    const other = new TestSession();
    other.postgresIsAway = true;
    await other.create();
    await other.post({ content: "One" });
    await other.post({ content: "Two" });
    await runDurableObjectAlarm(other.stub);
    expect(other.projected).toEqual([]);
    other.postgresIsAway = false;
    await evictDurableObject(other.stub);
    await other.connect();
    await vi.waitFor(async () => {
      await runDurableObjectAlarm(other.stub);
      expect(other.projected.flatMap(({ messages }) => messages.map(({ seq }) => seq))).toEqual([1, 2, 3, 4]);
    });
    expect(other.projected.at(-1)?.session.lastSeq).toBe(4);
  });
});

it("is swept by the minute's round when its alarm is lost, and forgotten by it once nothing is left", async () => {
  const registry = registryOf(bindings, session.tenantId);
  session.postgresIsAway = true;
  await session.post({ content: "One" });
  await runInDurableObject(session.stub, (_instance, state) => state.storage.deleteAlarm());
  const arrived = () => session.projected.flatMap(({ messages }) => messages.map(({ seq }) => seq));
  await registry.sweep(session.tenantId);
  expect(arrived()).toEqual([]);
  session.postgresIsAway = false;
  await vi.waitFor(async () => {
    await runInDurableObject(session.stub, (_instance, state) => state.storage.deleteAlarm());
    await registry.sweep(session.tenantId);
    expect(arrived()).toEqual([1, 2]);
  });
  const stub = bindings.OUTBOX_REGISTRY.getByName(`t:${session.tenantId}:outbox`);
  const marked = () =>
    runInDurableObject(stub, (_instance, state) => [...state.storage.sql.exec("SELECT session FROM sessions").raw()]);
  expect(await marked()).toEqual([[session.sessionId]]);
  await runInDurableObject(
    stub,
    (_instance, state) => void state.storage.sql.exec("UPDATE sessions SET marked_at = 1"),
  );
  await registry.sweep(session.tenantId);
  expect(await marked()).toEqual([]);
});

it("pages through messages in both directions", async () => {
  for (let at = 0; at < 5; at++) await session.post({ content: `${at}` });
  const seqs = async (range: { before?: number; after?: number }) => {
    const page = await session.rpc.messages(session.tenantId, { ...range, limit: 4 });
    if (page.status !== "done") throw new Error(page.message);
    return [page.messages.map(({ seq }) => seq), page.hasMore];
  };
  expect(await seqs({})).toEqual([[7, 8, 9, 10], true]);
  expect(await seqs({ before: 7 })).toEqual([[3, 4, 5, 6], true]);
  expect(await seqs({ before: 3 })).toEqual([[1, 2], false]);
  expect(await seqs({ after: 0 })).toEqual([[1, 2, 3, 4], true]);
  expect(await seqs({ after: 8 })).toEqual([[9, 10], false]);
});
