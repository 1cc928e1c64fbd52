/** Edits, deletions, pins, threads, mentions and "mark unread" in a room that also sleeps and wakes. */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { beforeEach, describe, expect, it } from "vitest";
import { type ClientId, newId, type PersonId } from "@/lib/platform/ids";
import type { InboxRoom, MessageView } from "@/lib/rooms/protocol";
import { FakePostgres } from "../testing/fake-postgres";
import { ask, Client, makeRoom, objects, stubOf, type TestRoom } from "../testing/room-client";

beforeEach(() => {
  new FakePostgres();
});

const at = (room: TestRoom, index: number): PersonId => room.people[index] ?? newId<PersonId>();
const rpcOf = (room: TestRoom) => objects.room(room.tenantId, room.roomId);
const edit = (target: number, body: string, version: number, clientId: string = newId()) =>
  ({ type: "message.edit", clientId, target, body, version }) as const;
const remove = (target: number) => ({ type: "message.delete", clientId: newId(), target }) as const;
const pin = (target: number, on = true) => ({ type: "message.pin", clientId: newId(), target, on }) as const;

async function seqOf(answer: ReturnType<Client["answer"]>): Promise<number> {
  const done = await answer;
  if (done.type !== "ack") throw new Error(`${done.code}: ${done.message}`);
  return done.seq;
}

async function entry(room: TestRoom, person: PersonId): Promise<InboxRoom> {
  const found = await rpcOf(room).subscribe(room.tenantId, person);
  if (!found) throw new Error("Not a member");
  return found;
}

async function messagesOf(room: TestRoom, seqs: number[]): Promise<MessageView[]> {
  const answer = await rpcOf(room).messages(room.tenantId, at(room, 0), { seqs });
  if (answer.status !== "done") throw new Error(answer.message);
  return answer.messages;
}

async function sleep(room: TestRoom): Promise<void> {
  await rpcOf(room).flush(0);
  await evictDurableObject(stubOf(room));
}

describe("changing a message", () => {
  it("is judged by the room, told to everybody, done once, and still so after sleep", async () => {
    const room = await makeRoom();
    const [ada, ben] = [await Client.connect(room, at(room, 0)), await Client.connect(room, at(room, 1))];
    const said = await seqOf(ben.send("first"));
    const id = newId();
    const edited = await seqOf(ben.command(edit(said, "second", said, id)));
    expect(await ben.command(edit(said, "third", said))).toMatchObject({ code: "conflict", param: "version" });
    expect(await ada.command(edit(said, "mine now", edited))).toMatchObject({ code: "forbidden" });
    await sleep(room);
    const again = await Client.connect(room, at(room, 1));
    expect(await seqOf(again.command(edit(said, "second", said, id)))).toBe(edited);
    expect(await messagesOf(room, [said])).toMatchObject([{ body: "second", version: edited }]);
    await ada.until((frame) => frame.type === "message.edited" && frame.seq === edited);
  });

  it("shows earlier texts to the author and to owners, and nothing once it is deleted", async () => {
    const room = await makeRoom();
    const ben = await Client.connect(room, at(room, 1));
    const said = await seqOf(ben.send("one"));
    await seqOf(ben.command(edit(said, "two", said)));
    const ask = (index: number, tenantRole: "member" | "admin" = "member") =>
      rpcOf(room).edits(room.tenantId, { person: at(room, index), tenantRole }, said);
    for (const answer of [await ask(1), await ask(0), await ask(2, "admin")])
      expect(answer).toMatchObject({ status: "done", edits: [{ body: "one" }, { body: "two" }] });
    expect(await ask(2)).toMatchObject({ code: "forbidden" });
    expect(
      await rpcOf(room).edits(room.tenantId, { person: newId<PersonId>(), tenantRole: "admin" }, said),
    ).toMatchObject({ code: "not_found" });
    await seqOf(ben.command(remove(said)));
    expect(await ask(1)).toMatchObject({ code: "not_found" });
  });

  it("deletes for the author, an owner and the tenant's administrator; pins go with it", async () => {
    const room = await makeRoom();
    const [ada, ben] = [await Client.connect(room, at(room, 0)), await Client.connect(room, at(room, 1))];
    const admin = await Client.connect(room, at(room, 2), { role: "admin" });
    const [one, two, three] = [
      await seqOf(ben.send("one")),
      await seqOf(ben.send("two")),
      await seqOf(ada.send("three")),
    ];
    await seqOf(ben.command(pin(one)));
    await seqOf(ben.command(pin(three)));
    expect(await ben.command(remove(three))).toMatchObject({ code: "forbidden" });
    await seqOf(ada.command(remove(one)));
    await seqOf(admin.command(remove(two)));
    const pins = await rpcOf(room).messages(room.tenantId, at(room, 2), { pins: true });
    expect(pins).toMatchObject({ messages: [{ seq: three, pinned: { by: at(room, 1) } }] });
    expect(await messagesOf(room, [one, two])).toMatchObject([
      { body: "", pinned: null },
      { body: "", pinned: null },
    ]);
    // A role in the tenant that is no more is taken away at once.
    const four = await seqOf(ben.send("four"));
    await rpcOf(room).tenantRoleChanged(room.tenantId, at(room, 2), "member", Date.now());
    expect(await admin.until((frame) => frame.type === "you")).toMatchObject({ tenantRole: "member" });
    expect(await admin.command(remove(four))).toMatchObject({ code: "forbidden" });
  });
});

describe("unread", () => {
  it("goes back when marked, on every device, and a device that has not heard cannot undo it", async () => {
    const room = await makeRoom();
    const [ada, ben] = [await Client.connect(room, at(room, 0)), await Client.connect(room, at(room, 1))];
    const phone = await Client.connect(room, at(room, 1));
    for (const text of ["1", "2", "3"]) await ada.send(text);
    const head = ada.seqs.at(-1) ?? 0;
    ben.say({ type: "read.set", upTo: head, version: ben.welcome.cursors[0]?.version ?? 0 });
    const read = await phone.until((frame) => frame.type === "cursor" && frame.upTo === head);
    ben.say({ type: "unread.set", from: head - 1 });
    const back = await phone.until((frame) => frame.type === "cursor" && frame.upTo === head - 2);
    if (read.type !== "cursor" || back.type !== "cursor") throw new Error("No cursor");
    expect(back.version).toBeGreaterThan(read.version);
    expect(await entry(room, at(room, 1))).toMatchObject({ unread: 2, cursor: head - 2 });
    const from = phone.frames.length;
    phone.say({ type: "read.set", upTo: head, version: read.version });
    await phone.until((frame) => frame.type === "cursor" && frame.upTo === head - 2, from);
    await sleep(room);
    expect(await entry(room, at(room, 1))).toMatchObject({ unread: 2 });
    phone.say({ type: "read.set", upTo: head, version: back.version });
    await phone.until((frame) => frame.type === "cursor" && frame.upTo === head, from);
    expect(await entry(room, at(room, 1))).toMatchObject({ unread: 0 });
  });

  it("counts mentions as the text stands now", async () => {
    const room = await makeRoom();
    const ada = await Client.connect(room, at(room, 0));
    const ben = at(room, 1);
    const mentions = async () => (await entry(room, ben)).mentions;
    const one = await seqOf(ada.send(`<@${ben}> look`));
    await ada.send("<!here> look");
    await ada.send(`\`<@${ben}>\` is a token`);
    const plain = await seqOf(ada.send("nobody"));
    expect(await mentions()).toBe(2);
    await seqOf(ada.command(edit(one, "never mind", one)));
    expect(await mentions()).toBe(1);
    await seqOf(ada.command(edit(plain, `oh, <@${ben}>`, plain)));
    expect(await mentions()).toBe(2);
    await seqOf(ada.command(remove(plain)));
    await sleep(room);
    expect(await mentions()).toBe(1);
    expect(await entry(room, at(room, 0))).toMatchObject({ mentions: 0, unread: 0 });
  });

  it("lets only those who run a big room mention everybody", async () => {
    const room = await makeRoom({ size: 101 });
    const [ada, ben] = [await Client.connect(room, at(room, 0)), await Client.connect(room, at(room, 1))];
    expect(await ben.send("<!room> hello")).toMatchObject({ code: "forbidden", param: "body" });
    await seqOf(ada.send("<!room> hello"));
  }, 30_000);
});

describe("threads", () => {
  it("are no news to the room, but to those who wrote in them, are mentioned, or chose to follow", async () => {
    const room = await makeRoom({ size: 5 });
    const clients = await Promise.all(room.people.map((person) => Client.connect(room, person)));
    const [ada, ben, , dan] = clients as [Client, Client, Client, Client];
    const root = await seqOf(ada.send("question"));
    for (const client of clients) client.say({ type: "read.set", upTo: root });
    dan.say({ type: "thread.follow", root, on: true });
    await dan.until((frame) => frame.type === "thread");
    const reply = await seqOf(ben.send(`answer, <@${at(room, 2)}>`, newId(), root));
    const badges = async () =>
      Promise.all(
        room.people.map(async (person) => [(await entry(room, person)).unread, (await entry(room, person)).threads]),
      );
    expect(await badges()).toEqual([
      [0, 1],
      [0, 0],
      [0, 1],
      [0, 1],
      [0, 0],
    ]);
    await sleep(room);
    const back = await Client.connect(room, at(room, 0));
    back.say({ type: "thread.read", root, upTo: reply });
    expect(await back.until((frame) => frame.type === "thread")).toMatchObject({ root, following: true, upTo: reply });
    const quiet = await Client.connect(room, at(room, 3));
    quiet.say({ type: "thread.follow", root, on: false });
    await quiet.until((frame) => frame.type === "thread");
    expect((await badges()).map(([, threads]) => threads)).toEqual([0, 0, 1, 0, 0]);
    const writer = await Client.connect(room, at(room, 1));
    await seqOf(writer.command(remove(reply)));
    expect((await badges()).map(([, threads]) => threads)).toEqual([0, 0, 0, 0, 0]);
    expect(await messagesOf(room, [root])).toMatchObject([{ replies: null }]);
  });

  it("are followed by whoever replies, and one's own words in them are no news", async () => {
    const room = await makeRoom();
    const [ada, ben] = [await Client.connect(room, at(room, 0)), await Client.connect(room, at(room, 1))];
    const badges = () =>
      Promise.all([at(room, 0), at(room, 1)].map(async (person) => (await entry(room, person)).threads));
    const root = await seqOf(ada.send("question"));
    await seqOf(ben.send("answer", newId(), root));
    expect(await badges()).toEqual([1, 0]);
    const thanks = await seqOf(ada.send("thanks", newId(), root));
    expect(await badges()).toEqual([1, 1]);
    ben.say({ type: "thread.read", root, upTo: thanks });
    await ben.until((frame) => frame.type === "thread" && frame.upTo === thanks);
    await seqOf(ben.send("you are welcome", newId(), root));
    expect(await badges()).toEqual([1, 0]);
  });

  it("have pages of their own; the room's page shows only what was sent to it as well", async () => {
    const room = await makeRoom();
    const ada = await Client.connect(room, at(room, 0));
    const root = await seqOf(ada.send("root"));
    const first = await seqOf(ada.send("reply", newId(), root));
    const id = newId<ClientId>();
    ada.say({ type: "message.send", clientId: id, body: "to all", thread: root, alsoInRoom: true });
    const shown = await seqOf(ada.answer(id));
    const fresh = await Client.connect(room, at(room, 1));
    const { catchUp } = fresh.welcome;
    if (catchUp.kind !== "fresh") throw new Error(catchUp.kind);
    expect(catchUp.page.messages.map(({ seq }) => seq)).toEqual([root, shown]);
    expect(catchUp.page.messages[0]?.replies).toEqual({
      count: 2,
      lastAt: expect.any(Number),
      lastSeq: shown,
      people: [at(room, 0)],
    });
    const thread = (before: number | null, limit: number) =>
      rpcOf(room).thread(room.tenantId, at(room, 1), { root, before, limit });
    expect(await thread(null, 1)).toMatchObject({
      page: { from: shown, atStart: false, atEnd: true, messages: [{ seq: shown }], reading: { following: false } },
    });
    expect(await thread(shown, 9)).toMatchObject({
      page: { from: root + 1, to: shown - 1, atStart: true, atEnd: false, messages: [{ seq: first }] },
    });
    expect(await rpcOf(room).thread(room.tenantId, at(room, 1), { root: first, before: null, limit: 9 })).toMatchObject(
      {
        code: "not_found",
      },
    );
    expect(await rpcOf(room).thread(room.tenantId, newId<PersonId>(), { root, before: null, limit: 9 })).toMatchObject({
      code: "not_found",
    });
  });
});

/** The tables of version 1, as rooms were born with them. */
const DOWNGRADE = `
DROP TABLE thread_follows; DROP TABLE mentions; DROP TABLE pins;
UPDATE events SET news = coalesce(news, reply);
DROP INDEX events_by_root;
ALTER TABLE events DROP COLUMN root;
ALTER TABLE events DROP COLUMN reply;
ALTER TABLE cursors DROP COLUMN rewound;
DELETE FROM meta WHERE key = 'schema';
`;

describe("a room of an older schema", () => {
  it("brings itself up to date on waking, once, with everything where it was", async () => {
    const room = await makeRoom();
    const [ada, ben] = [await Client.connect(room, at(room, 0)), await Client.connect(room, at(room, 1))];
    const root = await seqOf(ada.send("root"));
    const reply = await seqOf(ben.send("reply", newId(), root));
    const plain = await seqOf(ada.send("plain"));
    ben.say({ type: "read.set", upTo: reply });
    await ben.until((frame) => frame.type === "cursor");
    await runInDurableObject(stubOf(room), (_instance, state) => state.storage.sql.exec(DOWNGRADE).toArray());
    await evictDurableObject(stubOf(room));

    const again = await Client.connect(room, at(room, 1));
    const { catchUp, unread } = again.welcome;
    expect(unread).toBe(1);
    expect(catchUp).toMatchObject({
      page: { messages: [{ seq: root, replies: { count: 1, lastSeq: reply } }, { seq: plain }] },
    });
    expect(await entry(room, at(room, 0))).toMatchObject({ threads: 0 });
    await seqOf(again.send("more", newId(), root));
    expect(await entry(room, at(room, 0))).toMatchObject({ threads: 1 });
    expect(await ask(room, "SELECT value FROM meta WHERE key = 'schema'")).toEqual([[2]]);
    await sleep(room);
    expect(await entry(room, at(room, 0))).toMatchObject({ threads: 1 });
  });
});
