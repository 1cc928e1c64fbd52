import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newId, type PersonId, type RoomId, type TenantId } from "@/lib/platform/ids";
import { foldEvent, foldMembers, foldMeta, isInTimeline } from "@/lib/rooms/core/fold";
import type { MessageView, RoomEvent, RoomRole } from "@/lib/rooms/protocol";
import { fold } from "@/lib/search/core/fold";
import type { ProjectedCursor } from "../projection/batch";
import { markOf } from "../search/marks";
import { withDatabase } from "../testing/database";
import { anyLog, logOf, metaOf, plainLog } from "../testing/room-history";
import { readPage } from "./history";
import { projectEvents } from "./room-log";
import { readThread } from "./threads";

const database = withDatabase();
const people = Array.from({ length: 3 }, () => newId<PersonId>());
const [ada, ben] = people as [PersonId, PersonId];
const tenant = newId<TenantId>();

/** Everything Postgres holds of a room, in a stable order. */
async function stateOf(roomId: RoomId) {
  const rows = (table: string, order: string) =>
    database.admin(
      `select to_jsonb(t) - 'room_id' as row from ${table} t where ${table === "rooms" ? "id" : "room_id"} = $1 order by ${order}`,
      [roomId],
    );
  return {
    room: await rows("rooms", "id"),
    events: await rows("room_events", "seq"),
    messages: await rows("messages", "seq"),
    search: await database.admin(
      `select seq, author_id, at, text, version_seq, array_remove(grams, $2) as grams from message_search where room_id = $1 order by seq`,
      [roomId, markOf("room", roomId)],
    ),
    members: await rows("room_members", "person_id"),
    reactions: await rows("message_reactions", "seq, emoji, person_id"),
    cursors: await rows("room_cursors", "person_id"),
  };
}

async function project(batches: readonly (readonly RoomEvent[])[], roomId = newId<RoomId>()): Promise<RoomId> {
  for (const batch of batches) await projectEvents(database.tenant(tenant), roomId, batch, []);
  return roomId;
}

/** The same log under another room's id, so that states can be compared. */
async function projectElsewhere(batches: readonly (readonly RoomEvent[])[]) {
  const { room, ...rest } = await stateOf(await project(batches));
  return { room: room.map(({ row }) => ({ ...(row as object), id: null })), ...rest };
}

describe("projectEvents", () => {
  it("gives what a replay of the log in memory gives, for any log cut into any batches", async () => {
    await fc.assert(
      fc.asyncProperty(
        anyLog(newId<RoomId>(), people, 60),
        fc.array(fc.nat(60), { maxLength: 4 }),
        async (log, cuts) => {
          const edges = [0, ...cuts.filter((cut) => cut < log.length).toSorted((a, b) => a - b), log.length];
          const roomId = await project(edges.slice(1).map((edge, index) => log.slice(edges[index], edge)));
          const page = await readPage(database.tenant(tenant), roomId, { before: log.length + 1, limit: 1_000 });
          const views = new Map<number, MessageView>();
          for (const event of log) foldEvent(views, event);
          const standing = [...views.values()];
          expect(page?.messages).toEqual(standing.filter(isInTimeline));
          const { search } = await stateOf(roomId);
          expect(search.map(({ seq, text }) => [Number(seq), text])).toEqual(
            standing.filter(({ deletedAt }) => deletedAt === null).map(({ seq, body }) => [seq, fold(body)]),
          );
          for (const root of [...views.values()].filter(({ replies }) => replies !== null)) {
            const wish = { root: root.seq, before: log.length + 1, limit: 1_000 };
            const thread = await readThread(database.tenant(tenant), roomId, wish);
            expect(thread?.root).toEqual(root);
            expect(thread?.messages).toEqual([...views.values()].filter((view) => view.thread === root.seq));
          }
          expect(page?.notices).toEqual(
            log.filter(({ type }) => type.startsWith("room.") || type.startsWith("member.")),
          );
          expect(page).toMatchObject({ from: 1, to: log.length, headSeq: log.length, atStart: true, atEnd: true });

          const members = new Map<PersonId, RoomRole>();
          for (const event of log) foldMembers(members, event);
          const rows = await database.admin<{ person_id: PersonId; role: RoomRole }>(
            "select person_id, role from room_members where room_id = $1 and active",
            [roomId],
          );
          expect(new Map(rows.map((row) => [row.person_id, row.role]))).toEqual(members);

          let meta = metaOf(roomId, ada);
          for (const event of log) meta = foldMeta(meta, event);
          const [room] = await database.admin("select name, topic, archived_at from rooms where id = $1", [roomId]);
          expect(room).toEqual({
            name: meta.name,
            topic: meta.topic,
            archived_at: meta.archivedAt === null ? null : new Date(meta.archivedAt),
          });
        },
      ),
      { numRuns: 40 },
    );
  });

  it("ends the same whatever is repeated, overlaps or comes out of order", async () => {
    await fc.assert(
      fc.asyncProperty(
        anyLog(newId<RoomId>(), people, 40),
        fc.array(fc.tuple(fc.nat(40), fc.nat(40)), { maxLength: 5 }),
        fc.infiniteStream(fc.nat()),
        async (log, stretches, noise) => {
          const extra = stretches.map(([a, b]) => log.slice(Math.min(a, b), Math.max(a, b)));
          const batches = [...log.map((event) => [event]), ...extra];
          const shuffled = batches
            .map((batch) => ({ batch, key: noise.next().value }))
            .toSorted((a, b) => a.key - b.key)
            .map(({ batch }) => batch);
          const inOrder = await projectElsewhere([log]);
          expect(await projectElsewhere(shuffled)).toEqual(inOrder);
          expect(await projectElsewhere([log, ...shuffled, log])).toEqual(inOrder);
        },
      ),
      { numRuns: 12 },
    );
  });

  it("searches the text of an edit that arrives after what came later", async () => {
    const roomId = newId<RoomId>();
    const [born, said, edited, replied] = logOf(
      [
        { type: "room.created", meta: metaOf(roomId, ada) },
        { type: "message.created", body: "first", thread: null },
        { type: "message.edited", target: 2, body: "second" },
        { type: "message.created", body: "reply", thread: 2 },
      ],
      ada,
    ) as [RoomEvent, RoomEvent, RoomEvent, RoomEvent];
    const { search } = await stateOf(await project([[born], [replied], [said], [edited]]));
    expect(search.map(({ seq, text }) => [Number(seq), text])).toEqual([
      [2, "second"],
      [4, "reply"],
    ]);
  });

  it("loses nothing when batches of one room arrive at the same moment", async () => {
    const roomId = newId<RoomId>();
    const log = [
      ...plainLog(roomId, ada, 40),
      ...logOf(
        Array.from({ length: 40 }, (_, n) => ({ type: "message.edited" as const, target: n + 3, body: `edited ${n}` })),
        ada,
      ),
    ].map((event, index) => ({ ...event, seq: index + 1 }));
    const batches = Array.from({ length: 16 }, (_, n) => log.filter(({ seq }) => seq % 8 === n % 8));
    await Promise.all(batches.map((batch) => projectEvents(database.tenant(tenant), roomId, batch, [])));
    const [row] = await database.admin(
      "select count(*) filter (where body like 'edited%') as edited, (select message_count from rooms where id = $1) as counted from messages where room_id = $1",
      [roomId],
    );
    expect(row).toEqual({ edited: "40", counted: "40" });
  });

  it("keeps the log verbatim, texts and times included", async () => {
    const roomId = newId<RoomId>();
    const log = logOf(
      [
        { type: "room.created", meta: metaOf(roomId, ada, { name: `it's "x" \\ $1 {a,b}`, topic: "é😀" }) },
        {
          type: "message.created",
          body: "line\nline\t\\u0000 '); drop table rooms; -- 你好",
          thread: null,
          source: "slack",
          editedAt: 1_700_000_000_001,
        },
        { type: "message.created", body: "reply", thread: 2 },
      ],
      ada,
    );
    await project([log], roomId);
    const rows = await database.admin(
      "select seq, type, author_id, client_id, target_seq, at, data from room_events where room_id = $1 order by seq",
      [roomId],
    );
    const back = rows.map(({ seq, type, author_id: author, client_id: clientId, at, data }) => {
      return { ...(data as object), seq: Number(seq), type, author, clientId, at: (at as Date).getTime() };
    });
    expect(back).toEqual(log);
    const page = await readPage(database.tenant(tenant), roomId, { before: 4, limit: 50 });
    expect(page?.messages[0]).toMatchObject({
      editedAt: 1_700_000_000_001,
      body: expect.stringContaining("drop table"),
    });
    const thread = await readThread(database.tenant(tenant), roomId, { root: 2, before: 99, limit: 50 });
    expect(thread?.messages).toMatchObject([{ thread: 2, body: "reply" }]);
  });

  it("keeps a room private and unnamed until its creation arrives", async () => {
    const roomId = newId<RoomId>();
    const [born, ...rest] = plainLog(roomId, ada, 3);
    await project([rest], roomId);
    expect(await database.admin("select visibility, name, head_seq from rooms where id = $1", [roomId])).toEqual([
      { visibility: "private", name: "", head_seq: "5" },
    ]);
    await project([born ? [born] : []], roomId);
    expect(await database.admin("select visibility, name, head_seq from rooms where id = $1", [roomId])).toEqual([
      { visibility: "public", name: "general", head_seq: "5" },
    ]);
  });

  it("lets the cursor with the highest version win, back or forth", async () => {
    const roomId = await project([plainLog(newId<RoomId>(), ada, 3)]);
    const db = database.tenant(tenant);
    const send = (...cursors: ProjectedCursor[]) => projectEvents(db, roomId, [], cursors);
    await send(
      { person: ada, upTo: 5, version: 2 },
      { person: ada, upTo: 3, version: 1 },
      { person: ben, upTo: 4, version: 1 },
    );
    await send({ person: ada, upTo: 1, version: 1 });
    await send({ person: ben, upTo: 2, version: 2 });
    expect(
      await database.admin("select up_to, version from room_cursors where room_id = $1 order by person_id", [roomId]),
    ).toEqual([
      { up_to: "5", version: "2" },
      { up_to: "2", version: "2" },
    ]);
  });

  it("does nothing for cursors of a room that never was, and for nothing", async () => {
    const roomId = newId<RoomId>();
    await projectEvents(database.tenant(tenant), roomId, [], [{ person: ada, upTo: 1, version: 1 }]);
    await projectEvents(database.tenant(tenant), roomId, [], []);
    expect((await stateOf(roomId)).cursors).toEqual([]);
  });

  it("writes all of a batch or none of it", async () => {
    const roomId = newId<RoomId>();
    const log = plainLog(roomId, ada, 5);
    const poison = log.map((event) => (event.seq === 6 ? { ...event, body: "a\u0000b" } : event));
    await expect(projectEvents(database.tenant(tenant), roomId, poison, [])).rejects.toMatchObject({
      code: expect.stringMatching(/^22/),
    });
    expect((await stateOf(roomId)).room).toEqual([]);
  });

  it("touches no room of another tenant that has the same id", async () => {
    const roomId = newId<RoomId>();
    const other = newId<TenantId>();
    await project([plainLog(roomId, ada, 2)], roomId);
    await projectEvents(database.tenant(other), roomId, plainLog(roomId, ben, 4, { name: "theirs" }), []);
    const rows = await database.admin("select tenant_id, name, head_seq from rooms where id = $1 order by head_seq", [
      roomId,
    ]);
    expect(rows).toEqual([
      { tenant_id: tenant, name: "general", head_seq: "4" },
      { tenant_id: other, name: "theirs", head_seq: "6" },
    ]);
  });
});
