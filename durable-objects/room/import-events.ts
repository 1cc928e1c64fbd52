import { codePoints, normaliseBody, normaliseEmoji } from "@/lib/rooms/core/text";
import type { Draft } from "@/lib/rooms/core/draft";
import { LIMITS } from "@/lib/rooms/protocol";
import type { Done, ImportedEvent, ImportNote } from "@/lib/rooms/server/objects";
import type { ClientId, PersonId } from "@/lib/platform/ids";
import type { LiveRoom } from "./live-room";
import { Utterance } from "./speaker";

/** Other products allow longer messages than ours; history is kept as it was written. */
const IMPORTED_CHARS_MAX = 40_000;

type Imported = Done<{ added: number; repeated: number; skipped: ImportNote[]; notes: ImportNote[]; head: number }>;

/** Appends imported history in one transaction. Repeating a batch adds nothing. */
export function importEvents(room: LiveRoom, events: readonly ImportedEvent[]): Imported {
  const { log } = room;
  const before = log.head;
  const said = new Utterance();
  const skipped: ImportNote[] = [];
  const notes: ImportNote[] = [];
  let repeated = 0;
  log.transaction(() => {
    for (const event of events) {
      if (log.original(event.author, event.clientId)) {
        repeated++;
        continue;
      }
      const judged = judge(room, event);
      if ("reason" in judged) {
        skipped.push({ clientId: event.clientId, reason: judged.reason });
        continue;
      }
      if (judged.note) notes.push({ clientId: event.clientId, reason: judged.note });
      const written = log.append(judged.draft, { at: event.at, author: event.author, clientId: event.clientId });
      said.common.push(written.json);
      room.marks.follow(written.event);
      for (const { person } of room.threads.take(written.event)) room.cursors.touch(person);
    }
  });
  const added = log.head - before;
  if (added > 0) {
    room.speaker.speak(said, before);
    room.afterWrite();
  }
  return { status: "done", added, repeated, skipped, notes, head: log.head };
}

type Judged = { draft: Draft; note?: string } | { reason: string };

function judge(room: LiveRoom, event: ImportedEvent): Judged {
  switch (event.type) {
    case "message":
      return message(room, event);
    case "reaction":
      return reaction(room, event);
    case "pin":
      return pin(room, event);
    default:
      return event satisfies never;
  }
}

function pin(room: LiveRoom, event: Extract<ImportedEvent, { type: "pin" }>): Judged {
  const target = findMessage(room, event.targetClientId, event.targetAuthor);
  if (!target) return { reason: "target_missing" };
  const pins = room.marks.pins();
  if (pins.length >= LIMITS.pinsMax) return { reason: "too_many_pins" };
  return { draft: { type: "message.pinned", target: target.seq, on: true } };
}

function message(room: LiveRoom, event: Extract<ImportedEvent, { type: "message" }>): Judged {
  const body = normaliseBody(event.body, IMPORTED_CHARS_MAX);
  if (!body.ok) return { reason: body.reason };
  const root = event.threadClientId === null ? null : findMessage(room, event.threadClientId, null);
  const orphan = event.threadClientId !== null && root === null;
  return {
    draft: {
      type: "message.created",
      body: body.text,
      thread: root ? (root.thread ?? root.seq) : null,
      ...(root && event.inRoom ? { inRoom: true as const } : {}),
      ...(event.editedAt === undefined ? {} : { editedAt: event.editedAt }),
      source: event.source,
    },
    ...(orphan ? { note: "thread_root_missing" } : {}),
  };
}

function reaction(room: LiveRoom, event: Extract<ImportedEvent, { type: "reaction" }>): Judged {
  const emoji = normaliseEmoji(event.emoji);
  if (emoji === null) return { reason: codePoints(event.emoji) > 64 ? "too_long" : "not_an_emoji" };
  const target = findMessage(room, event.targetClientId, event.targetAuthor);
  return target
    ? { draft: { type: "reaction.set", target: target.seq, emoji, on: true } }
    : { reason: "target_missing" };
}

function findMessage(
  room: LiveRoom,
  clientId: ClientId,
  author: PersonId | null,
): { seq: number; thread: number | null } | null {
  return (
    room.sql
      .exec<{ seq: number; thread: number | null }>(
        `SELECT seq, json_extract(data, '$.thread') AS thread FROM events
          WHERE client_id = ?1 AND (?2 IS NULL OR author = ?2) AND type = 'message.created' ORDER BY seq LIMIT 1`,
        clientId,
        author,
      )
      .toArray()[0] ?? null
  );
}
