import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { newId, type ClientId, type PersonId, type TenantId } from "@/lib/platform/ids";
import { CLOSE } from "@/lib/rooms/protocol";
import { FakePostgres } from "./testing/fake-postgres";
import { InboxClient, inboxStub } from "./testing/inbox-client";
import { ask, Client, makeRoom, objects, stubOf, type TestRoom } from "./testing/room-client";

beforeEach(() => {
  new FakePostgres();
});

const pair = (room: TestRoom): [PersonId, PersonId] => [room.people[0] ?? newId(), room.people[1] ?? newId()];
const dm = () => makeRoom({ kind: "dm", visibility: "private", name: "", size: 2 });

describe("the room list", () => {
  it("has the rooms one is in, with exact unread counts, also those made while nobody was here", async () => {
    const room = await dm();
    const [ada, ben] = pair(room);
    const inbox = await InboxClient.connect(room.tenantId, ben);
    expect(inbox.rooms).toMatchObject([{ roomId: room.roomId, kind: "dm", unread: 0, people: room.people }]);
    const talk = await Client.connect(room, ada);
    await talk.send("one");
    await talk.send("two");
    await inbox.untilSo(() => inbox.rooms[0]?.unread === 2);
    const versions = inbox.frames.flatMap((frame) => (frame.type === "room.upsert" ? [frame.room.version] : []));
    expect(versions).toEqual(versions.toSorted((a, b) => a - b));
  });

  it("follows the read cursor on every device at once", async () => {
    const room = await dm();
    const [ada, ben] = pair(room);
    const phone = await InboxClient.connect(room.tenantId, ben);
    const laptop = await InboxClient.connect(room.tenantId, ben);
    const talk = await Client.connect(room, ada);
    const sent = await talk.send("read me");
    await phone.untilSo(() => phone.rooms[0]?.unread === 1);
    const reader = await Client.connect(room, ben);
    reader.say({ type: "read.set", upTo: sent.type === "ack" ? sent.seq : 0 });
    await phone.untilSo(() => phone.rooms[0]?.unread === 0);
    await laptop.untilSo(() => laptop.rooms[0]?.unread === 0);
  });

  it("marks rooms as read without a socket there, and passes over rooms one is not in", async () => {
    const room = await dm();
    const [ada, ben] = pair(room);
    const foreign = await makeRoom({ tenantId: room.tenantId });
    const inbox = await InboxClient.connect(room.tenantId, ben);
    const talk = await Client.connect(room, ada);
    const sent = await talk.send("unread");
    await inbox.untilSo(() => inbox.rooms[0]?.unread === 1);
    const from = talk.frames.length;
    inbox.say({
      type: "rooms.read",
      rooms: [
        { room: foreign.roomId, upTo: 1 },
        { room: room.roomId, upTo: 1_000 },
      ],
    });
    await inbox.untilSo(() => inbox.rooms[0]?.unread === 0);
    const seq = sent.type === "ack" ? sent.seq : 0;
    expect(await talk.until(({ type }) => type === "cursor", from)).toEqual({
      type: "cursor",
      person: ben,
      upTo: seq,
      version: expect.any(Number),
    });
    expect(await ask(foreign, `SELECT count(*) FROM cursors WHERE person = '${ben}'`)).toEqual([[0]]);
  });

  it("is caught up when a device comes back after rooms went on without it", async () => {
    const room = await dm();
    const [ada, ben] = pair(room);
    const inbox = await InboxClient.connect(room.tenantId, ben);
    inbox.hangUp();
    await vi.waitFor(async () =>
      expect(await inSql(room.tenantId, ben, "SELECT value FROM meta WHERE key = 'offline_at'")).toHaveLength(1),
    );
    const talk = await Client.connect(room, ada);
    await talk.send("while you were away");
    await vi.waitFor(async () =>
      expect(await ask(room, "SELECT count(*) FROM subs WHERE person = '" + ben + "'")).toEqual([[0]]),
    );
    await talk.send("still away");
    const again = await InboxClient.connect(room.tenantId, ben);
    expect(again.welcome.rooms).toMatchObject([{ unread: 2 }]);
    await talk.send("back");
    await again.untilSo(() => again.rooms[0]?.unread === 3);
  });

  it("gains and loses rooms with membership", async () => {
    const room = await makeRoom({ size: 2 });
    const [ada, ben] = pair(room);
    const cleo = newId<PersonId>();
    const inbox = await InboxClient.connect(room.tenantId, cleo);
    expect(inbox.rooms).toEqual([]);
    const rpc = objects.room(room.tenantId, room.roomId);
    const actor = { person: ada, tenantRole: "member" as const };
    await rpc.act(room.tenantId, actor, { type: "member.add", people: [cleo, ben] }, newId<ClientId>());
    await inbox.untilSo(() => inbox.rooms.length === 1);
    expect(inbox.rooms[0]).toMatchObject({ unread: 0 });
    await rpc.act(room.tenantId, actor, { type: "room.rename", name: "renamed" }, newId<ClientId>());
    await runDurableObjectAlarm(stubOf(room));
    await inbox.untilSo(() => inbox.rooms[0]?.name === "renamed");
    await rpc.act(room.tenantId, actor, { type: "member.remove", person: cleo }, newId<ClientId>());
    await inbox.untilSo(() => inbox.rooms.length === 0);
  });

  it("tells every device and every room of a new role in the tenant", async () => {
    const room = await dm();
    const [ada, ben] = pair(room);
    const inbox = await InboxClient.connect(room.tenantId, ben);
    expect(inbox.welcome.tenantRole).toBe("member");
    const talk = await Client.connect(room, ben);
    await objects.inbox(room.tenantId, ben).tenantRoleChanged(room.tenantId, ben, "admin", Date.now());
    await inbox.until((frame) => frame.type === "you" && frame.tenantRole === "admin");
    await talk.until((frame) => frame.type === "you" && frame.tenantRole === "admin");
    const foreign = objects.inbox(room.tenantId, ben);
    await foreign.tenantRoleChanged(newId<TenantId>(), ben, "owner", Date.now());
    await foreign.tenantRoleChanged(room.tenantId, ada, "owner", Date.now());
    const again = await InboxClient.connect(room.tenantId, ben, "s2", Date.now() - 5_000);
    expect(again.welcome.tenantRole).toBe("admin");
  });

  it("survives sleep on both sides", async () => {
    const room = await dm();
    const [ada, ben] = pair(room);
    const inbox = await InboxClient.connect(room.tenantId, ben);
    const talk = await Client.connect(room, ada);
    await talk.send("one");
    await inbox.untilSo(() => inbox.rooms[0]?.unread === 1);
    await evictDurableObject(inboxStub(room.tenantId, ben));
    await evictDurableObject(stubOf(room));
    await talk.send("two");
    await inbox.untilSo(() => inbox.rooms[0]?.unread === 2);
  });

  it("hears at last what a failed call did not say", async () => {
    const room = await dm();
    const [, ben] = pair(room);
    const inbox = await InboxClient.connect(room.tenantId, ben);
    await runInDurableObject(stubOf(room), (_instance, state) => {
      state.storage.sql.exec("UPDATE subs SET hinted = 0 WHERE person = ?", ben);
    });
    await evictDurableObject(stubOf(room));
    const at = inbox.frames.length;
    await objects.room(room.tenantId, room.roomId).standing(room.tenantId, ben);
    await vi.waitFor(async () =>
      expect(await ask(room, `SELECT hinted FROM subs WHERE person = '${ben}'`)).not.toEqual([[0]]),
    );
    expect(inbox.frames.slice(at).every((frame) => frame.type !== "room.gone")).toBe(true);
  });
});

describe("the end of a session or a membership", () => {
  it("closes the session's devices and room sockets, and leaves the others", async () => {
    const room = await dm();
    const [ada] = pair(room);
    const gone = await InboxClient.connect(room.tenantId, ada, "gone");
    const kept = await InboxClient.connect(room.tenantId, ada, "kept");
    const socket = await Client.connect(room, ada, { session: "gone" });
    await objects.inbox(room.tenantId, ada).endSession(room.tenantId, ada, "gone");
    expect(await gone.untilClosed()).toMatchObject({ code: CLOSE.sessionEnded });
    expect(await socket.untilClosed()).toMatchObject({ code: CLOSE.sessionEnded });
    await expect(InboxClient.connect(room.tenantId, ada, "gone")).rejects.toThrow("403");
    expect(kept.closed).toBeNull();
  });

  it("expels from every room before it answers", async () => {
    const tenantId = newId<TenantId>();
    const person = newId<PersonId>();
    const rooms: TestRoom[] = [];
    for (let i = 0; i < 8; i++) rooms.push(await makeRoom({ tenantId, members: [newId<PersonId>(), person] }));
    const inbox = await InboxClient.connect(tenantId, person);
    await inbox.untilSo(() => inbox.rooms.length === 8);
    const sockets = await Promise.all(rooms.map((room) => Client.connect(room, person)));
    await objects.inbox(tenantId, person).expel(tenantId, person, newId<PersonId>());
    for (const room of rooms)
      expect(await ask(room, `SELECT count(*) FROM members WHERE person = '${person}'`)).toEqual([[0]]);
    expect(await inbox.untilClosed()).toMatchObject({ code: CLOSE.notMember });
    for (const socket of sockets) expect(await socket.untilClosed()).toMatchObject({ code: CLOSE.notMember });
    await expect(InboxClient.connect(tenantId, person, "s1", Date.now() - 2_000)).rejects.toThrow("403");
    expect((await InboxClient.connect(tenantId, person, "s1", Date.now() + 1_000)).rooms).toEqual([]);
  });
});

describe("presence", () => {
  const watch = async (who: InboxClient, person: PersonId, state: string) => {
    await who.untilSo(() => who.stateOf(person)?.state === state);
    return who.stateOf(person);
  };

  it("goes online, away and back, and offline only after the grace", async () => {
    const tenantId = newId<TenantId>();
    const [ada, ben] = [newId<PersonId>(), newId<PersonId>()];
    const watcher = await InboxClient.connect(tenantId, ada);
    watcher.say({ type: "presence.watch", people: [ben] });
    await watch(watcher, ben, "offline");
    const phone = await InboxClient.connect(tenantId, ben);
    expect(await watch(watcher, ben, "online")).toMatchObject({ lastSeen: null });
    const laptop = await InboxClient.connect(tenantId, ben);
    phone.say({ type: "activity.set", active: false });
    laptop.say({ type: "activity.set", active: false });
    await watch(watcher, ben, "away");
    laptop.say({ type: "activity.set", active: true });
    await watch(watcher, ben, "online");
    phone.hangUp();
    laptop.hangUp();
    await vi.waitFor(async () =>
      expect(await inSql(tenantId, ben, "SELECT value FROM meta WHERE key = 'offline_at'")).toHaveLength(1),
    );
    await runDurableObjectAlarm(inboxStub(tenantId, ben));
    expect(watcher.stateOf(ben)?.state).toBe("online");
    await runInDurableObject(inboxStub(tenantId, ben), (_instance, state) => {
      state.storage.sql.exec("UPDATE meta SET value = 1 WHERE key = 'offline_at'");
    });
    await evictDurableObject(inboxStub(tenantId, ben));
    await runDurableObjectAlarm(inboxStub(tenantId, ben));
    expect((await watch(watcher, ben, "offline"))?.lastSeen).toBeGreaterThan(Date.now() - 60_000);
  });

  it("shows do-not-disturb and a status, and hides the invisible exactly as offline", async () => {
    const tenantId = newId<TenantId>();
    const [ada, ben] = [newId<PersonId>(), newId<PersonId>()];
    const watcher = await InboxClient.connect(tenantId, ada);
    watcher.say({ type: "presence.watch", people: [ben] });
    const other = await InboxClient.connect(tenantId, ben);
    other.say({ type: "presence.set", mode: "dnd", statusText: "  In a\nmeeting ", statusEmoji: "📅" });
    expect(await watch(watcher, ben, "dnd")).toMatchObject({ statusText: "In a meeting", statusEmoji: "📅" });
    other.say({ type: "presence.set", mode: "invisible" });
    const hidden = await watch(watcher, ben, "offline");
    expect(hidden?.lastSeen).not.toBeNull();
    await other.untilSo(() => other.stateOf(ben)?.state === "online");
    const again = await InboxClient.connect(tenantId, ben);
    expect(again.welcome).toMatchObject({ mode: "invisible", presence: { person: ben, state: "online" } });
    expect(watcher.stateOf(ben)).toEqual(hidden);
  });

  it("does not believe a device that fell silent", async () => {
    const tenantId = newId<TenantId>();
    const ben = newId<PersonId>();
    const device = await InboxClient.connect(tenantId, ben);
    await runDurableObjectAlarm(inboxStub(tenantId, ben));
    expect(device.closed).toBeNull();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 200_000 });
    await runDurableObjectAlarm(inboxStub(tenantId, ben));
    vi.useRealTimers();
    expect(await device.untilClosed()).toMatchObject({ code: CLOSE.restart });
    expect(await inSql(tenantId, ben, "SELECT value FROM meta WHERE key = 'offline_at'")).toHaveLength(1);
  });

  it("tells only those who watch, and answers bad frames with the field", async () => {
    const tenantId = newId<TenantId>();
    const [ada, ben] = [newId<PersonId>(), newId<PersonId>()];
    const stranger = await InboxClient.connect(tenantId, ada);
    const other = await InboxClient.connect(tenantId, ben);
    other.say({ type: "presence.set", statusEmoji: "text" });
    expect(await other.until((frame) => frame.type === "rejected")).toMatchObject({ param: "statusEmoji" });
    other.raw(JSON.stringify({ type: "presence.set", mode: "asleep" }));
    await other.until((frame) => frame.type === "rejected" && frame.param === "mode");
    other.raw("x".repeat(70_000));
    expect(await other.untilClosed()).toMatchObject({ code: CLOSE.frameTooBig });
    expect(stranger.stateOf(ben)).toBeUndefined();
  });
});

async function inSql(tenantId: TenantId, person: PersonId, query: string): Promise<SqlStorageValue[][]> {
  return runInDurableObject(inboxStub(tenantId, person), (_instance, state) => [
    ...state.storage.sql.exec(query).raw(),
  ]);
}
