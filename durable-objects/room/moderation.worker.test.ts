/** The word filter where rooms decide, its reports on their way, and deletions by administrators, with sleep between. */
import { evictDurableObject, runDurableObjectAlarm } from "cloudflare:test";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { FilterWord, WordList } from "@/lib/moderation/protocol";
import { type ClientId, newId, type PersonId, type TenantId } from "@/lib/platform/ids";
import type { TenantRole } from "@/lib/rooms/server/objects";
import { FakePostgres } from "../testing/fake-postgres";
import { ask, Client, makeRoom, objects, stubOf, type TestRoom } from "../testing/room-client";

/** What Postgres would answer to a room that asks for the list; null: it is away. */
let stored: WordList | null;
let looks: number;
/** Parameters of every report that arrived. */
let reports: unknown[][];
let takesReports: boolean;

beforeEach(() => {
  new FakePostgres();
  const postgres = globalThis.fetch;
  stored = { version: 0, words: [] };
  looks = 0;
  reports = [];
  takesReports = true;
  vi.stubGlobal("fetch", (url: string, init: { body: string }) => {
    const { queries } = JSON.parse(init.body) as { queries: { query: string; params: unknown[] }[] };
    const look = queries.find(({ query }) => query.includes("from filter_words"));
    if (look) return Promise.resolve(answerLook(queries, look));
    const report = queries.find(({ query }) => query.includes("insert into message_reports"));
    if (!report) return postgres(url, init);
    if (!takesReports) return Promise.resolve(new Response("away", { status: 503 }));
    reports.push(report.params);
    return postgres(url, init);
  });
});

function answerLook(queries: readonly object[], look: { params: unknown[] }): Response {
  looks++;
  if (stored === null) return new Response("away", { status: 503 });
  const known = Math.max(...look.params.map(Number).filter((one) => !Number.isNaN(one)));
  const rows = stored.version > known ? [[String(stored.version), JSON.stringify(stored.words)]] : [];
  const fields = [
    { name: "version", dataTypeID: 701 },
    { name: "words", dataTypeID: 3802 },
  ];
  const results = queries.map((query) =>
    query === look
      ? { fields, rows, command: "SELECT", rowCount: rows.length, rowAsArray: true }
      : { fields: [], rows: [], command: "SELECT", rowCount: 0, rowAsArray: true },
  );
  return Response.json({ results });
}

const at = (room: TestRoom, index: number): PersonId => room.people[index] ?? newId<PersonId>();
const join = (room: TestRoom, index = 0) => Client.connect(room, at(room, index));
const rpcOf = (room: TestRoom) => objects.room(room.tenantId, room.roomId);
const list = (version: number, ...words: FilterWord[]): WordList => ({ version, words });
const refused = (text: string): FilterWord => ({ text, action: "refuse" });
const reported = (text: string): FilterWord => ({ text, action: "report" });
const tell = (room: TestRoom, words: WordList) => rpcOf(room).wordsChanged(room.tenantId, words);
const edit = (target: number, body: string) =>
  ({ type: "message.edit", clientId: newId(), target, body, version: target }) as const;

async function seqOf(answer: ReturnType<Client["answer"]>): Promise<number> {
  const done = await answer;
  if (done.type !== "ack") throw new Error(`${done.code}: ${done.message}`);
  return done.seq;
}

async function sleep(room: TestRoom): Promise<void> {
  await rpcOf(room).flush(0);
  await evictDurableObject(stubOf(room));
}

describe("the word filter", () => {
  it("refuses a message, a reply and an edit to the sender alone, without saying the word", async () => {
    const room = await makeRoom();
    await tell(room, list(1, refused("grape")));
    const [ada, ben] = [await join(room), await join(room, 1)];
    const fine = await seqOf(ada.send("an apple"));
    const heard = ben.frames.length;
    for (const answer of [
      await ada.send("A GRÁPE!"),
      await ada.send("gr\u200bape", newId(), fine),
      await ada.command(edit(fine, "a grape")),
    ]) {
      expect(answer).toMatchObject({ type: "rejected", code: "forbidden", param: "body" });
      expect(JSON.stringify(answer).toLowerCase()).not.toContain("grape");
    }
    expect(await seqOf(ada.send("grapefruit"))).toBe(fine + 1);
    await ben.until((frame) => "seq" in frame && frame.seq === fine + 1, heard);
    expect(ben.frames.slice(heard).filter(({ type }) => type !== "message.created")).toEqual([]);
    // What was said before the word was forbidden stays.
    await tell(room, list(2, refused("apple")));
    expect(await ada.command({ type: "message.pin", clientId: newId(), target: fine, on: true })).toMatchObject({
      type: "ack",
    });
  });

  it("holds from the next message after a change, whatever order the changes arrive in", async () => {
    const room = await makeRoom();
    const ada = await join(room);
    await tell(room, list(2, refused("plum")));
    await tell(room, list(1, refused("apple")));
    expect(await ada.send("apple")).toMatchObject({ type: "ack" });
    expect(await ada.send("plum")).toMatchObject({ type: "rejected" });
    await tell(room, list(3));
    expect(await ada.send("plum")).toMatchObject({ type: "ack" });
  });

  it("holds from the first message after sleep, with Postgres away", async () => {
    const room = await makeRoom();
    await tell(room, list(1, refused("plum")));
    stored = null;
    await sleep(room);
    const ada = await join(room);
    expect(await ada.send("plum")).toMatchObject({ type: "rejected" });
    expect(await ada.send("apple")).toMatchObject({ type: "ack" });
  });

  it("is there when a room is born, and found by a room that nobody told", async () => {
    stored = list(1, refused("plum"));
    const room = await makeRoom();
    const ada = await join(room);
    expect(await ada.send("plum")).toMatchObject({ type: "rejected" });
    stored = list(2, refused("apple"));
    await sleep(room);
    const back = await join(room);
    await vi.waitFor(async () => expect(await ask(room, WORDS)).toEqual([[2]]));
    expect(await back.send("plum")).toMatchObject({ type: "ack" });
    expect(await back.send("apple")).toMatchObject({ type: "rejected" });
  });

  it("lets a room talk that never learned of a list, and asks for it once in a while, not with every message", async () => {
    stored = null;
    const room = await makeRoom();
    const ada = await join(room);
    const before = looks;
    for (let sent = 0; sent < 10; sent++) expect(await ada.send("plum")).toMatchObject({ type: "ack" });
    expect(looks - before).toBeLessThanOrEqual(1);
  });

  it("is another tenant's business nowhere", async () => {
    const room = await makeRoom();
    await rpcOf(room).wordsChanged(newId<TenantId>(), list(1, refused("plum")));
    expect(await (await join(room)).send("plum")).toMatchObject({ type: "ack" });
  });
});

const WORDS = "SELECT value FROM meta WHERE key = 'words_version'";
const FLAGS = "SELECT count(*) FROM flags";

describe("a message that is to be reported", () => {
  it("is sent, and told to Postgres once with what was found; an edit once more", async () => {
    const room = await makeRoom();
    await tell(room, list(1, reported("plum"), reported("fig*")));
    const [ada, ben] = [await join(room), await join(room, 1)];
    const seq = await seqOf(ada.send("Figs and a plum"));
    await ben.until((frame) => "seq" in frame && frame.seq === seq);
    await vi.waitFor(() => expect(reports).toHaveLength(1));
    expect(reports[0]).toEqual(expect.arrayContaining([room.tenantId, room.roomId, "Figs and a plum"]));
    expect(JSON.stringify(reports[0])).toMatch(/plum.*fig\*/);
    await seqOf(ada.command(edit(seq, "a plum after all")));
    await vi.waitFor(() => expect(reports).toHaveLength(2));
    expect(reports[1]).toEqual(expect.arrayContaining([String(seq), "a plum after all"]));
    expect(new Set(reports.map(([, id]) => id)).size).toBe(2);
    await seqOf(ada.send("an apple"));
    await vi.waitFor(async () => expect(await ask(room, FLAGS)).toEqual([[0]]));
    expect(reports).toHaveLength(2);
  });

  it("is reported after all when Postgres was away and the room slept", async () => {
    const room = await makeRoom();
    await tell(room, list(1, reported("plum")));
    takesReports = false;
    const seq = await seqOf((await join(room)).send("a plum"));
    await vi.waitFor(async () => expect(await ask(room, "SELECT tries FROM flags")).toEqual([[1]]));
    await sleep(room);
    expect(await ask(room, FLAGS)).toEqual([[1]]);
    takesReports = true;
    await ask(room, "UPDATE flags SET due_at = 0");
    await runDurableObjectAlarm(stubOf(room));
    await vi.waitFor(() => expect(reports).toHaveLength(1));
    expect(reports[0]).toEqual(expect.arrayContaining([String(seq)]));
    await vi.waitFor(async () => expect(await ask(room, FLAGS)).toEqual([[0]]));
  });
});

describe("an administrator who is not in the room", () => {
  const remove = (room: TestRoom, target: number, tenantRole: TenantRole = "admin", by = newId<PersonId>()) =>
    rpcOf(room).moderate(room.tenantId, { person: by, tenantRole }, target, newId<ClientId>());

  it("deletes a message for everybody, once, also a reply and in an archived room", async () => {
    const room = await makeRoom();
    const [ada, ben] = [await join(room), await join(room, 1)];
    const root = await seqOf(ada.send("root"));
    const reply = await seqOf(ben.send("reply", newId(), root));
    const admin = newId<PersonId>();
    const done = await remove(room, reply, "admin", admin);
    expect(done).toMatchObject({ status: "done", repeated: false });
    const event = { type: "message.deleted", target: reply, author: admin, thread: root, replies: null };
    expect(await ada.until((frame) => frame.type === "message.deleted")).toMatchObject(event);
    expect(await ben.until((frame) => frame.type === "message.deleted")).toMatchObject(event);
    expect(await remove(room, reply)).toMatchObject({ status: "done", repeated: true });
    const actor = { person: at(room, 0), tenantRole: "member" } as const;
    await rpcOf(room).act(room.tenantId, actor, { type: "room.archive", archived: true }, newId<ClientId>());
    await sleep(room);
    expect(await remove(room, root, "owner")).toMatchObject({ status: "done", repeated: false });
    const back = await join(room, 2);
    const { catchUp } = back.welcome;
    expect(catchUp.kind === "fresh" && catchUp.page.messages.map(({ deletedAt }) => deletedAt !== null)).toEqual([
      true,
    ]);
    expect(await ask(room, "SELECT count(*) FROM members")).toEqual([[3]]);
  });

  it("is nobody else: other roles, other tenants and missing messages get no further", async () => {
    const room = await makeRoom();
    const seq = await seqOf((await join(room)).send("stays"));
    for (const role of ["agent", "member", "guest"] as const)
      expect(await remove(room, seq, role)).toMatchObject({ status: "refused", code: "not_found" });
    expect(await remove(room, 999)).toMatchObject({ status: "refused", code: "not_found" });
    // The join event of a member is no message.
    expect(await remove(room, 2)).toMatchObject({ status: "refused", code: "not_found" });
    const actor = { person: newId<PersonId>(), tenantRole: "owner" } as const;
    expect(await rpcOf(room).moderate(newId<TenantId>(), actor, seq, newId<ClientId>())).toMatchObject({
      status: "refused",
      code: "not_found",
    });
    expect(await ask(room, "SELECT count(*) FROM events WHERE type = 'message.deleted'")).toEqual([[0]]);
  });
});
