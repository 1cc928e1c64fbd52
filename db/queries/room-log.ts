import { sql, type SQL } from "drizzle-orm";
import type { RoomId } from "@/lib/platform/ids";
import { rootOf, targetOf } from "@/lib/rooms/core/fold";
import { mentionedBy } from "@/lib/rooms/core/mentions";
import type { RoomEvent } from "@/lib/rooms/protocol";
import type { TenantDb } from "../client";
import type { Place, ProjectedCursor, ProjectedEvent, ProjectedFollow } from "../projection/batch";
import { foldFiles, foldMessages, foldReactions, foldThreads } from "../projection/message-folds";
import { foldCursors, foldFollows, foldMembers, foldRoom } from "../projection/room-folds";
import { dropSearchRows, selectStaleTexts, writeSearchRows, type IndexedText, type StaleText } from "../search/rows";

/**
 * Writes a stretch of a room's log, and what follows from it, in one transaction.
 * The outcome depends only on which events have arrived, never on how often or in which order: events go into the log
 * once, and everything else is folded again from the log or guarded by the version it stands for. So a batch whose
 * answer was lost may be sent again, whole or in part, before or after others.
 */
export async function projectEvents(
  db: TenantDb,
  roomId: RoomId,
  rows: readonly ProjectedEvent[],
  cursors: readonly ProjectedCursor[],
  follows: readonly ProjectedFollow[] = [],
): Promise<void> {
  if (rows.length === 0 && cursors.length === 0 && follows.length === 0) return;
  const at = { tenant: sql`${db.tenantId}::uuid`, room: sql`${roomId}::uuid` };
  const statements = [
    lockRoom(at, rows),
    appendToLog(at, rows),
    ...foldsOf(at, rows),
    ...foldCursors(at, cursors),
    ...foldFollows(at, follows),
  ];
  const changed = changedMessages(rows);
  const texts = lastTexts(rows);
  const results = await db.run((q) => {
    const [first, ...rest] = [
      ...statements,
      texts.length > 0 ? writeSearchRows(db.tenantId, roomId, texts) : null,
      rows.some(({ type }) => type === "message.deleted") ? dropSearchRows(db.tenantId, roomId, changed) : null,
    ]
      .filter((statement) => statement !== null)
      .map((statement) => q.execute(statement));
    const stale = selectStaleTexts(db.tenantId, roomId, changed);
    return [first ?? q.execute(sql`select 1`), ...rest, ...(changed.length > 0 ? [q.execute(stale)] : [])];
  });
  if (changed.length > 0) await writeStaleTexts(db, roomId, (results.at(-1)?.rows ?? []) as StaleText[]);
}

/** What the batch did not bring the text of: an event that came before the one it changes, or after its successor. */
async function writeStaleTexts(db: TenantDb, roomId: RoomId, stale: readonly StaleText[]): Promise<void> {
  if (stale.length === 0) return;
  const texts = stale.map(({ seq, version, body }) => ({ seq: Number(seq), version: Number(version), body }));
  const place = { tenant: sql`${db.tenantId}::uuid`, room: sql`${roomId}::uuid` };
  // Under the lock again: what was deleted between the two steps is not written.
  await db.run((q) => [q.execute(lockRoom(place, [])), q.execute(writeSearchRows(db.tenantId, roomId, texts))]);
}

/** The newest text that the batch has for each message. */
function lastTexts(rows: readonly ProjectedEvent[]): IndexedText[] {
  const texts = new Map<number, IndexedText>();
  for (const event of rows) {
    if (event.type !== "message.created" && event.type !== "message.edited") continue;
    const seq = event.type === "message.created" ? event.seq : event.target;
    const known = texts.get(seq);
    if (known === undefined || known.version < event.seq) texts.set(seq, { seq, version: event.seq, body: event.body });
  }
  return [...texts.values()];
}

function changedMessages(rows: readonly ProjectedEvent[]): number[] {
  const seqs = rows.map((event) => {
    if (event.type === "message.created") return event.seq;
    return event.type === "message.edited" || event.type === "message.deleted" ? event.target : null;
  });
  return [...new Set(seqs.filter((seq) => seq !== null))];
}

/**
 * Makes sure that there is a row to hang the log on, and holds it until commit: two batches of one room go one after the
 * other, so each fold sees every event before it. The placeholder is private, and becomes the room with `room.created`.
 */
function lockRoom({ tenant, room }: Place, rows: readonly ProjectedEvent[]): SQL {
  const first = rows[0];
  if (first === undefined) return sql`select 1 from rooms where tenant_id = ${tenant} and id = ${room} for update`;
  return sql`
    insert into rooms (tenant_id, id, kind, visibility, name, topic, created_by, created_at)
    values (${tenant}, ${room}, 'group', 'private', '', '', ${first.author}::uuid, ${momentOf(first.at)})
    on conflict (tenant_id, id) do update set head_seq = rooms.head_seq`;
}

/** The log itself, and the figures of the room, which count only what was not there before. */
function appendToLog({ tenant, room }: Place, rows: readonly ProjectedEvent[]): SQL | null {
  if (rows.length === 0) return null;
  const wire = rows.map((event) => {
    const { seq, at, author, clientId, type, ...data } = event;
    const mentions = "body" in data ? mentionedBy(data) : [];
    const place = { target: targetOf(event), root: rootOf(event) };
    return { seq, at, author, client: clientId, type, ...place, ...(mentions.length > 0 ? { mentions } : {}), data };
  });
  return sql`
    with arrived as (
      insert into room_events (tenant_id, room_id, seq, type, author_id, client_id, target_seq, root_seq, mentions, at, data)
      select ${tenant}, ${room}, e.seq, e.type, e.author, e.client, e.target, e.root, e.mentions, to_timestamp(e.at / 1000.0), e.data
      from jsonb_to_recordset(${JSON.stringify(wire)}::jsonb)
        as e(seq bigint, at numeric, author uuid, client uuid, type text, target bigint, root bigint, mentions text[], data jsonb)
      order by e.seq
      on conflict (tenant_id, room_id, seq) do nothing
      returning seq, type, at, root_seq, data
    ), figures as (
      select max(seq) as head,
        max(at) filter (where type = 'message.created' and (root_seq is null or (data->>'inRoom')::boolean)) as last_at,
        count(*) filter (where type = 'message.created') as messages
      from arrived
    )
    update rooms set
      head_seq = greatest(rooms.head_seq, figures.head),
      last_message_at = greatest(rooms.last_message_at, figures.last_at),
      message_count = rooms.message_count + figures.messages
    from figures
    where rooms.tenant_id = ${tenant} and rooms.id = ${room} and figures.head is not null`;
}

const CHANGES: readonly RoomEvent["type"][] = ["message.edited", "message.deleted", "message.pinned"];

function foldsOf(place: Place, rows: readonly ProjectedEvent[]): (SQL | null)[] {
  const seqs = (wanted: (event: ProjectedEvent) => number | null) => [
    ...new Set(rows.map(wanted).filter((seq) => seq !== null)),
  ];
  const changed = seqs((event) => {
    if (event.type === "message.created") return event.seq;
    return CHANGES.includes(event.type) ? targetOf(event) : null;
  });
  // The summary of a thread: of those that have a new reply or lost one, and of first messages that came after a reply.
  const roots = [
    ...new Set(rows.flatMap((event) => [rootOf(event), event.type === "message.created" ? event.seq : null])),
  ];
  const reactions = seqs((event) => (event.type === "reaction.set" ? event.seq : null));
  const members = seqs((event) => (event.type.startsWith("member.") ? event.seq : null));
  const touchesRoom = rows.some((event) => event.type.startsWith("room."));
  return [
    changed.length > 0 ? foldMessages(place, changed) : null,
    foldThreads(
      place,
      roots.filter((seq) => seq !== null),
    ),
    rows.some(touchesFiles) ? foldFiles(place, changed) : null,
    reactions.length > 0 ? foldReactions(place, reactions) : null,
    members.length > 0 ? foldMembers(place, members) : null,
    touchesRoom ? foldRoom(place) : null,
  ];
}

function touchesFiles(event: ProjectedEvent): boolean {
  return event.type === "message.deleted" || (event.type === "message.created" && event.files !== undefined);
}

function momentOf(ms: number): SQL {
  return sql`to_timestamp(${ms}::numeric / 1000.0)`;
}
