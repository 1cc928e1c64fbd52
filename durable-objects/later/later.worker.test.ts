import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { LaterAct } from "@/lib/later/core/acts";
import type { LaterItem } from "@/lib/later/protocol";
import { newId, type ClientId, type PersonId } from "@/lib/platform/ids";
import { registryOf } from "../outbox-registry";
import { FakePostgres } from "../testing/fake-postgres";
import { InboxClient, inboxStub } from "../testing/inbox-client";
import { ask, bindings, Client, makeRoom, objects, stubOf, type TestRoom } from "../testing/room-client";

let postgres: FakePostgres;
beforeEach(() => {
  postgres = new FakePostgres();
});

const first = (room: TestRoom): PersonId => room.people[0] ?? newId();
const later = (room: TestRoom, act: LaterAct, person = first(room)) =>
  objects.inbox(room.tenantId, person).later(room.tenantId, person, act);
const scheduled = (room: TestRoom, id: ClientId, at: number): LaterAct => ({
  type: "scheduled.add",
  id,
  room: room.roomId,
  thread: null,
  body: "good morning",
  at,
});
const bodies = async (room: TestRoom) =>
  (await ask(room, "SELECT data FROM events WHERE type = 'message.created' ORDER BY seq")).map(
    ([data]) => (JSON.parse(String(data)) as { body: string }).body,
  );
const inSql = (room: TestRoom, query: string, person = first(room)) =>
  runInDurableObject(inboxStub(room.tenantId, person), (_instance, state) => [...state.storage.sql.exec(query).raw()]);
const ring = (room: TestRoom, person = first(room)) => runDurableObjectAlarm(inboxStub(room.tenantId, person));
/** Everything that a device of the person knows now. */
function itemsOf(inbox: InboxClient): LaterItem[] {
  const items = new Map<string, LaterItem>();
  for (const frame of inbox.frames) {
    if (frame.type === "inbox.welcome") for (const item of frame.later) items.set(`${item.kind}:${item.id}`, item);
    if (frame.type === "later.item") items.set(`${frame.item.kind}:${frame.item.id}`, frame.item);
    if (frame.type === "later.gone") items.delete(`${frame.kind}:${frame.id}`);
  }
  return [...items.values()];
}

describe("scheduled messages", () => {
  it("are sent by the alarm, in the person's name, also when the inbox slept and nobody is there", async () => {
    const room = await makeRoom();
    const viewer = await Client.connect(room, room.people[1] ?? newId());
    await later(room, scheduled(room, newId(), Date.now() + 60_000));
    await evictDurableObject(inboxStub(room.tenantId, first(room)));
    await ring(room);
    expect(await bodies(room)).toEqual([]);
    await inSql(room, "UPDATE later SET due = 1");
    await evictDurableObject(inboxStub(room.tenantId, first(room)));
    await ring(room);
    expect(await bodies(room)).toEqual(["good morning"]);
    expect(await viewer.until(({ type }) => type === "message.created")).toMatchObject({ author: first(room) });
    expect(await inSql(room, "SELECT gone, data FROM later")).toEqual([[1, "{}"]]);
  });

  it("are sent once, however often the answer is lost on the way", async () => {
    const room = await makeRoom();
    const id = newId<ClientId>();
    await later(room, scheduled(room, id, Date.now() + 60_000));
    const [[data]] = (await inSql(room, "SELECT data FROM later")) as [[string]];
    for (let round = 0; round < 3; round++) {
      // As after a death between the room's answer and the row: still on its way, still due.
      await runInDurableObject(inboxStub(room.tenantId, first(room)), (_instance, state) => {
        const sending = JSON.stringify({ ...(JSON.parse(data) as object), state: "sending" });
        state.storage.sql.exec("UPDATE later SET gone = 0, due = 1, data = ? WHERE id = ?", sending, id);
      });
      await evictDurableObject(inboxStub(room.tenantId, first(room)));
      await ring(room);
      await evictDurableObject(stubOf(room));
    }
    expect(await bodies(room)).toEqual(["good morning"]);
    expect(await inSql(room, "SELECT gone FROM later")).toEqual([[1]]);
    expect(await later(room, scheduled(room, id, Date.now()))).toEqual({ status: "done", item: null });
    await ring(room);
    expect(await bodies(room)).toEqual(["good morning"]);
  });

  it("are sent at once on wish, and taken back before that", async () => {
    const room = await makeRoom();
    const [kept, dropped] = [newId<ClientId>(), newId<ClientId>()];
    await later(room, scheduled(room, kept, Date.now() + 60_000));
    await later(room, scheduled(room, dropped, Date.now() + 60_000));
    await later(room, { type: "scheduled.drop", id: dropped });
    await later(room, { type: "scheduled.change", id: kept, body: "good evening", at: Date.now() });
    await ring(room);
    await vi.waitFor(async () => expect(await bodies(room)).toEqual(["good evening"]));
  });

  it("stay with the reason when the person left or the room is archived, and go out when that changed", async () => {
    const room = await makeRoom();
    const member = room.people[1] ?? newId<PersonId>();
    const inbox = await InboxClient.connect(room.tenantId, member);
    const id = newId<ClientId>();
    await later(room, scheduled(room, id, Date.now() - 1), member);
    const rpc = objects.room(room.tenantId, room.roomId);
    const owner = { person: first(room), tenantRole: "member" as const };
    await inbox.untilSo(() => itemsOf(inbox).length === 0);
    expect(await bodies(room)).toEqual(["good morning"]);

    const next = newId<ClientId>();
    await later(room, scheduled(room, next, Date.now() + 60_000), member);
    await rpc.act(room.tenantId, owner, { type: "member.remove", person: member }, newId<ClientId>());
    await later(room, { type: "scheduled.change", id: next, at: Date.now() }, member);
    await inbox.untilSo(() => itemsOf(inbox).some((item) => item.kind === "scheduled" && item.fault === "not_member"));
    await rpc.act(room.tenantId, owner, { type: "member.add", people: [member] }, newId<ClientId>());
    await rpc.act(room.tenantId, owner, { type: "room.archive", archived: true }, newId<ClientId>());
    await later(room, { type: "scheduled.change", id: next, at: Date.now() }, member);
    await inbox.untilSo(() => itemsOf(inbox).some((item) => item.kind === "scheduled" && item.fault === "archived"));
    await rpc.act(room.tenantId, owner, { type: "room.archive", archived: false }, newId<ClientId>());
    await later(room, { type: "scheduled.change", id: next, at: Date.now() }, member);
    await inbox.untilSo(() => itemsOf(inbox).length === 0);
    expect(await bodies(room)).toHaveLength(2);
  });

  it("are sent while Postgres is away, and Postgres hears of it afterwards", async () => {
    postgres.answer = () => ({ kind: "down" });
    const room = await makeRoom();
    await later(room, scheduled(room, newId(), Date.now() - 1));
    await ring(room);
    await vi.waitFor(async () => expect(await bodies(room)).toEqual(["good morning"]));
    await evictDurableObject(inboxStub(room.tenantId, first(room)));
    await ring(room);
    expect(await inSql(room, "SELECT count(*) FROM later WHERE pushed < version")).toEqual([[1]]);
    postgres.answer = () => ({ kind: "ok" });
    await evictDurableObject(inboxStub(room.tenantId, first(room)));
    await ring(room);
    expect(await inSql(room, "SELECT count(*) FROM later WHERE pushed < version")).toEqual([[0]]);
  });

  it("are found by the minute's round when the alarm is lost", async () => {
    const room = await makeRoom();
    await later(room, scheduled(room, newId(), Date.now() + 50));
    await runInDurableObject(inboxStub(room.tenantId, first(room)), async (_instance, state) => {
      await state.storage.deleteAlarm();
      state.storage.sql.exec("UPDATE later SET due = 1");
    });
    await runInDurableObject(bindings.OUTBOX_REGISTRY.getByName(`t:${room.tenantId}:outbox`), (_instance, state) => {
      state.storage.sql.exec("UPDATE inboxes SET due_at = 1");
    });
    await registryOf(bindings, room.tenantId).sweep(room.tenantId);
    await vi.waitFor(async () => expect(await bodies(room)).toEqual(["good morning"]));
  });
});

describe("reminders", () => {
  it("come once on every device, and go away on all of them", async () => {
    const room = await makeRoom();
    const phone = await InboxClient.connect(room.tenantId, first(room));
    const laptop = await InboxClient.connect(room.tenantId, first(room));
    const save = { type: "saved.set", room: room.roomId, seq: 1 } as const;
    await later(room, { ...save, state: "todo", remindAt: Date.now() + 60_000 });
    await inSql(room, "UPDATE later SET due = 1");
    await evictDurableObject(inboxStub(room.tenantId, first(room)));
    await ring(room);
    const reminded = (inbox: InboxClient) =>
      inbox.frames.filter(
        (frame) => frame.type === "later.item" && frame.item.kind === "saved" && frame.item.remindedAt,
      );
    await phone.untilSo(() => reminded(phone).length === 1);
    await laptop.untilSo(() => reminded(laptop).length === 1);
    await ring(room);
    expect([reminded(phone).length, reminded(laptop).length]).toEqual([1, 1]);
    const late = await InboxClient.connect(room.tenantId, first(room));
    expect(late.welcome.later).toMatchObject([{ kind: "saved", remindAt: null }]);
    await later(room, { ...save, state: null });
    for (const inbox of [phone, laptop, late]) await inbox.untilSo(() => itemsOf(inbox).length === 0);
  });
});

describe("drafts", () => {
  it("follow to other devices, survive sleep, and are gone everywhere once emptied", async () => {
    const room = await makeRoom();
    const phone = await InboxClient.connect(room.tenantId, first(room));
    const laptop = await InboxClient.connect(room.tenantId, first(room));
    const draft = { type: "draft.set", room: room.roomId, thread: null } as const;
    phone.say({ ...draft, body: "half a thou", base: 0 });
    await laptop.untilSo(() => itemsOf(laptop).length === 1);
    expect(itemsOf(laptop)).toMatchObject([{ kind: "draft", body: "half a thou", version: 1 }]);
    await evictDurableObject(inboxStub(room.tenantId, first(room)));
    phone.say({ ...draft, body: "half a thought", base: 1 });
    await laptop.untilSo(() => itemsOf(laptop).some((item) => item.kind === "draft" && item.body === "half a thought"));
    laptop.say({ ...draft, body: "", base: 2 });
    await phone.untilSo(() => itemsOf(phone).length === 0);
    expect((await InboxClient.connect(room.tenantId, first(room))).welcome.later).toEqual([]);
  });
});

describe("messages picked by their place", () => {
  it("are shown to members as they stand, and to nobody else", async () => {
    const room = await makeRoom();
    const talk = await Client.connect(room, first(room));
    const sent = await talk.send("keep me");
    const seq = "seq" in sent ? sent.seq : 0;
    const rpc = objects.room(room.tenantId, room.roomId);
    expect(await rpc.messages(room.tenantId, first(room), { seqs: [seq, 1, 999] })).toMatchObject({
      status: "done",
      messages: [{ seq, body: "keep me", deletedAt: null }],
    });
    const missing = await objects.room(room.tenantId, newId()).messages(room.tenantId, first(room), { seqs: [seq] });
    expect(await rpc.messages(room.tenantId, newId<PersonId>(), { seqs: [seq] })).toEqual(missing);
    expect(await rpc.messages(newId(), first(room), { seqs: [seq] })).toEqual(missing);
    const message = { clientId: newId<ClientId>(), body: "not mine to send", thread: null };
    expect(await rpc.post(room.tenantId, newId<PersonId>(), message)).toEqual(missing);
  });
});
