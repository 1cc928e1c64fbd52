import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { newId, type TenantId } from "@/lib/platform/ids";
import { registryOf } from "./outbox-registry";
import { bindings } from "./testing/room-client";
import { latch, MODEL, TestSession } from "./testing/session-client";
import { eventsOf, written } from "./testing/session-words";

let session: TestSession;
beforeEach(async () => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  session = await new TestSession().create({ instructions: "Speak plainly." });
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

describe("Postgres", () => {
  it("knows of a session before its making is answered, and of messages once their turn is over", async () => {
    expect(session.projected).toMatchObject([{ session: { id: session.sessionId, version: 1 }, messages: [] }]);
    const gate = latch();
    session.scripts = [{ texts: ["a", "b"], wait: gate.wait }];
    const running = session.post({ content: "One" });
    await written(session, "a");
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
