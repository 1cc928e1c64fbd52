import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { newId, type ClientId, type PersonId } from "@/lib/platform/ids";
import { CLOSE, LIMITS } from "@/lib/rooms/protocol";
import type { ImportedEvent } from "@/lib/rooms/server/objects";
import { FakePostgres } from "../testing/fake-postgres";
import { Client, makeRoom, objects, stubOf, type TestRoom } from "../testing/room-client";

beforeEach(() => {
  new FakePostgres();
});

const ada = (room: TestRoom): PersonId => room.people[0] ?? ("" as PersonId);

/** Appends messages without anybody's rate limit. */
async function append(room: TestRoom, count: number, body = "filler"): Promise<void> {
  const author = room.people[1] ?? newId<PersonId>();
  const events = Array.from({ length: count }, (): ImportedEvent => {
    return {
      type: "message",
      clientId: newId<ClientId>(),
      author,
      at: Date.now(),
      body,
      threadClientId: null,
      source: "test",
    };
  });
  await objects.room(room.tenantId, room.roomId).importEvents(room.tenantId, events);
}

async function comeBack(room: TestRoom, missed: number): Promise<Client> {
  const before = await Client.connect(room, ada(room));
  const since = { epoch: before.welcome.epoch, since: before.welcome.head };
  before.hangUp();
  await append(room, missed);
  return Client.connect(room, ada(room), { since });
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe("resume", () => {
  it.each([0, 1, LIMITS.replayEventsMax])("replays exactly what was missed: %i", async (missed) => {
    const room = await makeRoom();
    const client = await comeBack(room, missed);
    expect(client.welcome.catchUp).toEqual({ kind: "events", count: missed });
    expect(client.seqs).toEqual(range(5, 4 + missed));
  });

  it("above that gives the newest page and says what is not known", async () => {
    const room = await makeRoom();
    const client = await comeBack(room, LIMITS.replayEventsMax + 1);
    const { catchUp, head } = client.welcome;
    if (catchUp.kind !== "gap") throw new Error(catchUp.kind);
    expect(head).toBe(505);
    expect(catchUp.page).toMatchObject({ from: 456, to: 505, asOf: 505, atEnd: true, atStart: false });
    expect(catchUp.page.messages.map(({ seq }) => seq)).toEqual(range(456, 505));
    expect(catchUp.gap).toEqual({ from: 5, to: 455 });
    expect(client.seqs).toEqual([]);
  });

  it("starts fresh for another epoch, for a client ahead of the log, and for a first visit", async () => {
    const room = await makeRoom();
    await append(room, 3);
    const fresh = await Client.connect(room, ada(room));
    expect(fresh.welcome.catchUp).toMatchObject({
      kind: "fresh",
      page: { from: 1, to: 7, atStart: true, atEnd: true },
    });
    const { epoch } = fresh.welcome;
    for (const since of [
      { epoch: newId(), since: 2 },
      { epoch, since: 8 },
    ]) {
      const client = await Client.connect(room, ada(room), { since });
      expect(client.welcome.catchUp.kind).toBe("fresh");
    }
  });

  it("works as a frame and across sleep, without a hole or a repeat beyond what was asked", async () => {
    const room = await makeRoom();
    const client = await Client.connect(room, ada(room));
    await client.send("one");
    await evictDurableObject(stubOf(room));
    await append(room, 2);
    const at = client.frames.length;
    client.say({ type: "resume", epoch: client.welcome.epoch, since: 5 });
    await client.until((frame) => frame.type === "welcome", at);
    expect(client.frames.slice(at).flatMap((frame) => ("author" in frame ? [frame.seq] : []))).toEqual([6, 7]);
  });

  it("counts as read nothing that lies behind 50,000 missed events, and answers the newest page", async () => {
    const room = await makeRoom();
    const client = await comeBack(room, 0);
    const { epoch, head } = client.welcome;
    client.hangUp();
    await runInDurableObject(stubOf(room), (_instance, state) => {
      state.storage.sql.exec(
        `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000)
         INSERT INTO events (seq, type, author, client_id, target, news, at, data)
         SELECT ${head} + i, 'message.created', ?, 'c' || i, NULL, 1, i,
           json_object('seq', ${head} + i, 'at', i, 'author', ?, 'clientId', 'c' || i, 'type', 'message.created', 'body', 'm', 'thread', NULL)
         FROM n`,
        room.people[1],
        room.people[1],
      );
    });
    await evictDurableObject(stubOf(room));
    const back = await Client.connect(room, ada(room), { since: { epoch, since: head } });
    const { catchUp } = back.welcome;
    if (catchUp.kind !== "gap") throw new Error(catchUp.kind);
    expect(catchUp.page.messages).toHaveLength(LIMITS.pageSize);
    expect(catchUp.gap).toEqual({ from: head + 1, to: head + 50_000 - LIMITS.pageSize });
    expect(back.welcome.unread).toBe(LIMITS.unreadMax);
  });
});

describe("flow control", () => {
  it("stops at the window, says so once, keeps answering, and goes on after a resume", async () => {
    const room = await makeRoom();
    const slow = await Client.connect(room, ada(room));
    const fast = await Client.connect(room, room.people[1] ?? ada(room));
    const ackAll = () => fast.say({ type: "ack", seq: Math.max(...fast.seqs) });
    for (let i = 0; i < 6; i++) {
      await append(room, 50);
      await fast.until((frame) => "seq" in frame && frame.seq >= 4 + 50 * (i + 1));
      ackAll();
    }
    await append(room, 10);
    await fast.until((frame) => "seq" in frame && frame.seq >= 314);
    const lagging = await slow.until((frame) => frame.type === "lagging");
    expect(lagging).toEqual({ type: "lagging", head: 314 });
    expect(slow.seqs).toEqual(range(5, 304));
    expect(slow.frames.filter((frame) => frame.type === "lagging")).toHaveLength(1);
    expect((await slow.send("I can still talk")).type).toBe("ack");
    expect(Math.max(...slow.seqs)).toBe(304);
    await evictDurableObject(stubOf(room));
    await append(room, 1);
    await fast.until((frame) => "seq" in frame && frame.seq >= 316);
    expect(Math.max(...slow.seqs)).toBe(304);
    slow.say({ type: "resume", epoch: slow.welcome.epoch, since: 304 });
    await slow.until((frame) => "seq" in frame && frame.seq === 316);
    expect(slow.seqs).toEqual(range(5, 316));
    await append(room, 1);
    await slow.until((frame) => "seq" in frame && frame.seq === 317);
  });

  it("bounds bytes as well as events", async () => {
    const room = await makeRoom();
    const slow = await Client.connect(room, ada(room));
    const fast = await Client.connect(room, room.people[1] ?? ada(room));
    for (let i = 0; i < 30; i++) {
      await append(room, 1, "x".repeat(39_000));
      await fast.until((frame) => "seq" in frame && frame.seq >= 5 + i);
      fast.say({ type: "ack", seq: 5 + i });
    }
    await append(room, 1);
    await slow.until((frame) => frame.type === "lagging");
    expect(slow.seqs.length).toBeLessThan(30);
    await fast.until((frame) => "seq" in frame && frame.seq === 35);
  });

  it("ends a socket that keeps asking and never reads", async () => {
    const room = await makeRoom();
    await append(room, 24, "x".repeat(39_000));
    const client = await Client.connect(room, ada(room));
    const { epoch } = client.welcome;
    for (let i = 0; i < 6; i++) client.say({ type: "resume", epoch, since: 4 });
    expect(await client.untilClosed()).toMatchObject({ code: CLOSE.restart });
  });

  it("refuses the acknowledgement of what does not exist", async () => {
    const room = await makeRoom();
    const client = await Client.connect(room, ada(room));
    client.say({ type: "ack", seq: 99 });
    expect(await client.until((frame) => frame.type === "rejected")).toMatchObject({ param: "seq" });
  });

  it("drops a socket that lags and no longer pings, for what waits for it fills the memory", async () => {
    const room = await makeRoom();
    const dead = await Client.connect(room, ada(room));
    const idle = await Client.connect(room, ada(room));
    await append(room, 300);
    await idle.until((frame) => "seq" in frame && frame.seq === 304);
    idle.say({ type: "ack", seq: 304 });
    await append(room, 1);
    await dead.until((frame) => frame.type === "lagging");
    await runDurableObjectAlarm(stubOf(room));
    expect(dead.closed).toBeNull();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 200_000 });
    await append(room, 1);
    await runDurableObjectAlarm(stubOf(room));
    expect(await dead.untilClosed()).toMatchObject({ code: CLOSE.restart });
    vi.useRealTimers();
    await idle.until((frame) => "seq" in frame && frame.seq === 306);
    expect(idle.closed).toBeNull();
  });
});
