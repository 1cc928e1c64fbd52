import { evictDurableObject, runDurableObjectAlarm } from "cloudflare:test";
import { beforeEach, describe, expect, it } from "vitest";
import { newId, type ClientId, type PersonId, type TenantId } from "@/lib/platform/ids";
import { CLOSE, LIMITS } from "@/lib/rooms/protocol";
import { FakePostgres } from "./testing/fake-postgres";
import { ask, Client, makeRoom, objects, stubOf, ticketFor } from "./testing/room-client";

beforeEach(() => {
  new FakePostgres();
});

const first = (people: readonly PersonId[]): PersonId => people[0] ?? ("" as PersonId);
const second = (people: readonly PersonId[]): PersonId => people[1] ?? ("" as PersonId);

describe("a message", () => {
  it("is acknowledged with its seq, and everybody gets the same event in the same order", async () => {
    const room = await makeRoom();
    const ada = await Client.connect(room, first(room.people));
    const ben = await Client.connect(room, second(room.people));
    const head = ada.welcome.head;
    const ack = await ada.send("Hello");
    expect(ack).toMatchObject({ type: "ack", seq: head + 1 });
    const seen = await ben.until((frame) => frame.type === "message.created");
    expect(seen).toMatchObject({ seq: head + 1, body: "Hello", author: first(room.people), thread: null });
    expect(ada.frames.some((frame) => frame.type === "ack")).toBe(false);
    ben.say({ type: "message.send", clientId: newId(), body: "Hi" });
    await ada.until((frame) => frame.type === "message.created" && frame.body === "Hi");
    expect(ada.seqs).toEqual([head + 1, head + 2]);
    expect(ben.seqs).toEqual(ada.seqs);
  });

  it("happens once, for ever: in one batch, later, and after the object slept", async () => {
    const room = await makeRoom();
    const ada = await Client.connect(room, first(room.people));
    const clientId = newId();
    for (let i = 0; i < 5; i++) ada.say({ type: "message.send", clientId, body: "once" });
    const original = await ada.send("once", clientId);
    await evictDurableObject(stubOf(room));
    expect(await ada.send("changed", clientId)).toEqual(original);
    const rows = await ask(room, "SELECT count(*) FROM events WHERE type = 'message.created'");
    expect(rows).toEqual([[1]]);
    expect(ada.frames.filter((frame) => frame.type === "message.created")).toHaveLength(1);
  });

  it("keeps apart the same client id of two people", async () => {
    const room = await makeRoom();
    const ada = await Client.connect(room, first(room.people));
    const ben = await Client.connect(room, second(room.people));
    const clientId = newId();
    const mine = await ada.send("mine", clientId);
    await ben.until((frame) => "clientId" in frame && frame.clientId === clientId);
    const theirs = await ben.send("theirs", clientId);
    expect(mine).not.toEqual(theirs);
    expect(await ask(room, "SELECT count(*) FROM events WHERE type = 'message.created'")).toEqual([[2]]);
  });

  it("is normalised before it is stored", async () => {
    const room = await makeRoom();
    const ada = await Client.connect(room, first(room.people));
    ada.raw(JSON.stringify({ type: "message.send", clientId: newId(), body: " a\u0000b\r\nc\ud800 e\u0301 " }));
    expect(await ada.until((frame) => frame.type === "message.created")).toMatchObject({ body: "ab\nc\ufffd \u00e9" });
  });

  it("belongs to a thread only when the root is a message of the main room", async () => {
    const room = await makeRoom();
    const ada = await Client.connect(room, first(room.people));
    const root = await ada.send("root");
    const seq = root.type === "ack" ? root.seq : 0;
    const reply = await ada.send("reply", newId(), seq);
    expect(reply.type).toBe("ack");
    expect(await ada.send("x", newId(), 1)).toMatchObject({ type: "rejected", code: "not_found", param: "thread" });
    expect(await ada.send("x", newId(), reply.type === "ack" ? reply.seq : 0)).toMatchObject({
      type: "rejected",
      code: "invalid_request",
      param: "thread",
    });
  });
});

describe("frames that are not right", () => {
  it("are answered with the field at fault, spend no seq, and end the socket when they do not stop", async () => {
    const room = await makeRoom();
    const ada = await Client.connect(room, first(room.people));
    const head = ada.welcome.head;
    ada.raw("nonsense");
    expect(await ada.until((frame) => frame.type === "rejected")).toMatchObject({ code: "invalid_request" });
    ada.raw(JSON.stringify({ type: "message.send", clientId: "nope", body: "x" }));
    expect(await ada.until((frame) => frame.type === "rejected" && frame.param === "clientId")).toMatchObject({
      clientId: "nope",
    });
    expect(await ada.send(" \u200b ")).toMatchObject({ type: "rejected", param: "body" });
    expect(await ada.send("fine")).toMatchObject({ type: "ack", seq: head + 1 });
    for (let i = 0; i < 20; i++) ada.raw("{}");
    expect(await ada.untilClosed()).toMatchObject({ code: CLOSE.badFrames });
  });

  it("end the socket at once when above the byte limit, counted in UTF-8", async () => {
    const room = await makeRoom();
    for (const text of ["x".repeat(LIMITS.frameBytesMax + 1), "\u20ac".repeat(LIMITS.frameBytesMax / 3 + 1)]) {
      const ada = await Client.connect(room, first(room.people));
      ada.raw(text);
      expect(await ada.untilClosed()).toMatchObject({ code: CLOSE.frameTooBig });
    }
    const ben = await Client.connect(room, first(room.people));
    ben.raw(new ArrayBuffer(10));
    expect(await ben.until((frame) => frame.type === "rejected")).toMatchObject({ code: "invalid_request" });
  });

  it("are held back when too many are sent, with the time to wait", async () => {
    const room = await makeRoom();
    const ada = await Client.connect(room, first(room.people));
    const answers = await Promise.all(Array.from({ length: LIMITS.sendsBurst + 5 }, (_, i) => ada.send(`m${i}`)));
    const refused = answers.filter((frame) => frame.type === "rejected");
    expect(refused.length).toBeGreaterThanOrEqual(4);
    expect(refused[0]).toMatchObject({ code: "rate_limited" });
    expect(refused[0]?.type === "rejected" ? refused[0].retryAfterMs : 0).toBeGreaterThan(0);
  });
});

describe("a flood", () => {
  it("of refused sends ends the socket, and spends no seq", async () => {
    const room = await makeRoom();
    const ada = await Client.connect(room, first(room.people));
    for (let i = 0; i < 1_300; i++) ada.say({ type: "message.send", clientId: newId(), body: " " });
    expect(await ada.untilClosed()).toMatchObject({ code: CLOSE.badFrames });
    expect(await ask(room, "SELECT max(seq) FROM events")).toEqual([[4]]);
  });
});

describe("reactions", () => {
  it("are set and taken back, and limited to real emoji and fifty kinds", async () => {
    const room = await makeRoom();
    const ada = await Client.connect(room, first(room.people));
    const sent = await ada.send("react to me");
    const seq = sent.type === "ack" ? sent.seq : 0;
    expect((await ada.react(seq, "👍")).type).toBe("ack");
    expect(await ada.react(seq, "lol")).toMatchObject({ type: "rejected", param: "emoji" });
    expect(await ada.react(1, "👍")).toMatchObject({ type: "rejected", param: "target" });
    expect((await ada.react(seq, "👍", false)).type).toBe("ack");
    const page = await objects.room(room.tenantId, room.roomId).page(room.tenantId, first(room.people), { limit: 50 });
    expect(page.status === "done" && page.page.messages[0]?.reactions).toEqual({});
    expect(page.status === "done" && page.page.messages[0]?.version).toBe(seq + 2);
  });
});

describe("sleep", () => {
  it("keeps sockets, membership, cursors and the place of every client", async () => {
    const room = await makeRoom();
    const ada = await Client.connect(room, first(room.people));
    const ben = await Client.connect(room, second(room.people));
    const sent = await ada.send("before");
    const seq = sent.type === "ack" ? sent.seq : 0;
    ben.say({ type: "read.set", upTo: seq });
    await ada.until((frame) => frame.type === "cursor");
    await evictDurableObject(stubOf(room));
    await ada.send("after");
    await ben.until((frame) => frame.type === "message.created" && frame.body === "after");
    expect(ben.seqs).toEqual(ada.seqs);
    const again = await Client.connect(room, second(room.people));
    expect(again.welcome.cursors[0]).toMatchObject({ person: second(room.people), upTo: seq });
    expect(again.welcome.unread).toBe(1);
    expect(again.welcome.members).toHaveLength(3);
    expect(again.welcome.epoch).toBe(ada.welcome.epoch);
  });

  it("does not give back a right that was taken while asleep", async () => {
    const room = await makeRoom();
    const ben = await Client.connect(room, second(room.people));
    await evictDurableObject(stubOf(room));
    await objects
      .room(room.tenantId, room.roomId)
      .act(
        room.tenantId,
        { person: first(room.people), tenantRole: "member" },
        { type: "member.remove", person: second(room.people) },
        newId<ClientId>(),
      );
    expect(await ben.untilClosed()).toMatchObject({ code: CLOSE.notMember });
  });
});

describe("removal", () => {
  it("closes every socket of the person before it answers, and nothing reaches them after", async () => {
    const room = await makeRoom();
    const [ada, ben] = [first(room.people), second(room.people)];
    const owner = await Client.connect(room, ada);
    const one = await Client.connect(room, ben);
    const two = await Client.connect(room, ben);
    const bodies: Promise<unknown>[] = [];
    for (let i = 0; i < 8; i++) bodies.push(owner.send(`before ${i}`));
    const rpc = objects.room(room.tenantId, room.roomId);
    const done = await rpc.act(
      room.tenantId,
      { person: ada, tenantRole: "member" },
      { type: "member.remove", person: ben },
      newId<ClientId>(),
    );
    const removedAt = done.status === "done" ? done.seq : 0;
    await Promise.all(bodies);
    await owner.send("after");
    for (const client of [one, two]) {
      expect(await client.untilClosed()).toMatchObject({ code: CLOSE.notMember });
      expect(client.seqs.every((seq) => seq < removedAt)).toBe(true);
      expect(client.frames.some((frame) => frame.type === "member.left")).toBe(false);
    }
    await expect(Client.connect(room, ben)).rejects.toThrow("403");
    expect(await rpc.page(room.tenantId, ben, { limit: 10 })).toMatchObject({ code: "not_found" });
    expect(await rpc.overlay(room.tenantId, ben, { after: 0, from: 1, to: 10 })).toMatchObject({ code: "not_found" });
    expect(await rpc.subscribe(room.tenantId, ben)).toBeNull();
    expect(await rpc.standing(room.tenantId, ben)).toMatchObject({ status: "done", role: null });
  });

  it("leaves an owner when two of them let go of each other at the same moment", async () => {
    const room = await makeRoom();
    const [ada, ben] = [first(room.people), second(room.people)];
    const rpc = objects.room(room.tenantId, room.roomId);
    const act = (person: PersonId, other: PersonId, role: "owner" | "member") =>
      rpc.act(
        room.tenantId,
        { person, tenantRole: "member" },
        { type: "member.role", person: other, role },
        newId<ClientId>(),
      );
    await act(ada, ben, "owner");
    const answers = await Promise.all([act(ada, ben, "member"), act(ben, ada, "member")]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual(["done", "refused"]);
    expect(await ask(room, "SELECT count(*) FROM members WHERE role = 'owner'")).toEqual([[1]]);
  });

  it("from the tenant passes every rule and leaves no room without an owner", async () => {
    const room = await makeRoom();
    const [ada, ben] = [first(room.people), second(room.people)];
    const owner = await Client.connect(room, ada);
    const watcher = await Client.connect(room, ben);
    await objects.room(room.tenantId, room.roomId).expel(room.tenantId, ada, newId<PersonId>());
    expect(await owner.untilClosed()).toMatchObject({ code: CLOSE.notMember });
    await watcher.until((frame) => frame.type === "member.left" && frame.person === ada);
    const again = await Client.connect(room, ben);
    expect(again.welcome.you.role).toBe("owner");
  });

  it("of a session closes its sockets and refuses its tickets", async () => {
    const room = await makeRoom();
    const gone = await Client.connect(room, first(room.people), { session: "gone" });
    const kept = await Client.connect(room, first(room.people), { session: "kept" });
    await objects.room(room.tenantId, room.roomId).endSession(room.tenantId, first(room.people), "gone");
    expect(await gone.untilClosed()).toMatchObject({ code: CLOSE.sessionEnded });
    await expect(Client.connect(room, first(room.people), { session: "gone" })).rejects.toThrow("403");
    expect((await kept.send("still here")).type).toBe("ack");
  });
});

describe("a role in the tenant", () => {
  it("reaches open sockets at once, survives sleep, and is not brought back by an earlier ticket", async () => {
    const room = await makeRoom();
    const ada = first(room.people);
    const early = await ticketFor(room, ada, { role: "admin" });
    const socket = await Client.connect(room, ada, { role: "admin" });
    const other = await Client.connect(room, second(room.people), { role: "member" });
    expect(socket.welcome.you.tenantRole).toBe("admin");
    const rpc = objects.room(room.tenantId, room.roomId);
    await rpc.tenantRoleChanged(room.tenantId, ada, "member", Date.now());
    await socket.until((frame) => frame.type === "you" && frame.tenantRole === "member");
    await other.send("a later frame");
    expect(other.frames.some(({ type }) => type === "you")).toBe(false);
    await evictDurableObject(stubOf(room));
    const late = await Client.connect(room, ada, { ticket: early });
    expect(late.welcome.you.tenantRole).toBe("member");
    await rpc.tenantRoleChanged(newId<TenantId>(), ada, "owner", Date.now());
    expect(await ask(room, `SELECT role FROM tenant_roles WHERE person = '${ada}'`)).toEqual([["member"]]);
  });
});

describe("another tenant", () => {
  it("gets what an unborn room answers, from every method", async () => {
    const room = await makeRoom();
    const foreign = newId<TenantId>();
    const person = first(room.people);
    const actor = { person, tenantRole: "owner" as const };
    const rpc = objects.room(room.tenantId, room.roomId);
    const unborn = objects.room(newId<TenantId>(), room.roomId);
    for (const each of [rpc, unborn]) {
      expect(await each.standing(foreign, person)).toMatchObject({ status: "refused", code: "not_found" });
      expect(await each.members(foreign, person)).toMatchObject({ code: "not_found" });
      expect(await each.page(foreign, person, { limit: 1 })).toMatchObject({ code: "not_found" });
      expect(await each.overlay(foreign, person, { after: 0, from: 1, to: 2 })).toMatchObject({ code: "not_found" });
      expect(await each.act(foreign, actor, { type: "member.join" }, newId<ClientId>())).toMatchObject({
        code: "not_found",
      });
      expect(await each.importEvents(foreign, [])).toMatchObject({ code: "not_found" });
      expect(await each.subscribe(foreign, person)).toBeNull();
    }
    expect(await ask(room, "SELECT count(*) FROM members")).toEqual([[3]]);
  });

  it("leaves no trace in a room that was never created", async () => {
    const nowhere = { tenantId: newId<TenantId>(), roomId: newId<never>(), people: [] };
    await objects.room(nowhere.tenantId, nowhere.roomId).standing(nowhere.tenantId, newId<PersonId>());
    await runDurableObjectAlarm(stubOf(nowhere));
    expect(await ask(nowhere, "SELECT count(*) FROM sqlite_master WHERE name NOT LIKE '\\_cf%' ESCAPE '\\'")).toEqual([
      [0],
    ]);
  });
});

describe("a room's birth", () => {
  it("happens once and answers the original", async () => {
    const room = await makeRoom({ kind: "dm", visibility: "private", name: "", size: 2 });
    const again = await objects.room(room.tenantId, room.roomId).create({
      tenantId: room.tenantId,
      roomId: room.roomId,
      kind: "dm",
      visibility: "private",
      name: "other",
      topic: "",
      createdBy: second(room.people),
      createdAt: 5,
      members: room.people,
      clientId: newId<ClientId>(),
    });
    expect(again).toMatchObject({ status: "done", head: 3, meta: { createdBy: first(room.people), name: "" } });
    expect(await ask(room, "SELECT DISTINCT role FROM members")).toEqual([["member"]]);
  });
});
