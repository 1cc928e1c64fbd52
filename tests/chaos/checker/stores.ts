/** Compares what was acknowledged with what Postgres, the rooms and every client hold at the end. */
import type { Findings } from "./findings";
import { opKey, type Op } from "./history";
import { isSaid, type SeenMessage, type SqlRecord, type ViewRecord } from "./records";

type EventRow = Extract<SqlRecord, { table: "room_events" }>;

interface RoomRows {
  events: EventRow[];
  messages: Map<number, SeenMessage>;
}

/** Groups a SQL dump by room, events in seq order, reactions folded into their messages. */
export function readSqlDump(records: Iterable<SqlRecord>): Map<string, RoomRows> {
  const rooms = new Map<string, RoomRows>();
  const reactions: Extract<SqlRecord, { table: "message_reactions" }>[] = [];
  const roomOf = (room: string): RoomRows => {
    const known = rooms.get(room) ?? { events: [], messages: new Map<number, SeenMessage>() };
    rooms.set(room, known);
    return known;
  };
  for (const record of records) {
    if (record.table === "room_events") roomOf(record.room).events.push(record);
    else if (record.table === "message_reactions") reactions.push(record);
    else {
      const { seq, id, author, body } = record;
      roomOf(record.room).messages.set(seq, { seq, id, author, body, reactions: {} });
    }
  }
  for (const { room, seq, emoji, person } of reactions) {
    const message = roomOf(room).messages.get(seq);
    if (message) (message.reactions[emoji] ??= []).push(person);
  }
  for (const rows of rooms.values()) rows.events.sort((a, b) => a.seq - b.seq);
  return rooms;
}

/** The log in Postgres against the operations: dense, once each, nothing unknown, nothing acknowledged missing. */
export function checkLog(ops: Map<string, Op>, sql: Map<string, RoomRows>, findings: Findings): void {
  const seqOf = new Map<string, number>();
  for (const [room, { events }] of sql) {
    let expected = 1;
    for (const row of events) {
      if (row.seq !== expected) findings.add("gap", `Postgres, ${room}: seq ${expected} missing before ${row.seq}`);
      expected = row.seq + 1;
      const key = opKey(row.author, row.id);
      if (seqOf.has(key))
        findings.add("duplicated", `Postgres, ${room}: ${key} at seq ${seqOf.get(key)} and ${row.seq}`);
      seqOf.set(key, row.seq);
      checkRow(row, key, ops.get(key), findings);
    }
  }
  for (const op of ops.values()) {
    if (op.seq === null) continue;
    const seq = seqOf.get(op.key);
    if (seq === undefined)
      findings.add("lost", `Postgres, ${op.room}: ${op.key} acknowledged as seq ${op.seq}, not there`);
    else if (seq !== op.seq)
      findings.add("reordered", `Postgres: ${op.key} acknowledged as seq ${op.seq}, is at ${seq}`);
  }
}

function checkRow(row: EventRow, key: string, op: Op | undefined, findings: Findings): void {
  if (!op)
    return isSaid(row.type)
      ? findings.add("phantom", `Postgres, ${row.room}: seq ${row.seq} is ${key}, which nobody sent`)
      : undefined;
  if (op.fails >= op.attempts) findings.add("phantom", `Postgres: ${key} was refused, is at seq ${row.seq}`);
  if (op.op.type === "message" && row.body !== op.op.body) findings.add("phantom", `Postgres: ${key} has another body`);
  return undefined;
}

/** A client's view or a room's own pages against Postgres. */
export function checkView(
  view: ViewRecord,
  ops: Map<string, Op>,
  rows: RoomRows | undefined,
  findings: Findings,
): void {
  const who = `${view.client}, ${view.room}`;
  const inSql = rows?.messages ?? new Map<number, SeenMessage>();
  const head = rows?.events.at(-1)?.seq ?? 0;
  if (view.client === "room" && view.head !== head)
    findings.add("unequal", `${who}: head ${view.head}, Postgres ${head}`);
  const seen = new Map<string, number>();
  let last = 0;
  for (const message of view.messages) {
    const key = opKey(message.author, message.id);
    if (seen.has(key)) findings.add("duplicated", `${who}: ${key} shown at seq ${seen.get(key)} and ${message.seq}`);
    if (message.seq <= last) findings.add("reordered", `${who}: seq ${message.seq} shown after ${last}`);
    last = message.seq;
    seen.set(key, message.seq);
    checkMessage(message, key, ops.get(key), inSql.get(message.seq), who, findings);
  }
  for (const message of inSql.values()) {
    const key = opKey(message.author, message.id);
    if (!seen.has(key))
      findings.add(view.client === "room" ? "unequal" : "lost", `${who}: ${key} (seq ${message.seq}) not shown`);
  }
  for (const op of ops.values()) {
    if (op.room !== view.room || op.op.type !== "message" || op.seq === null || seen.has(op.key)) continue;
    findings.add("lost", `${who}: ${op.key} acknowledged as seq ${op.seq}, not shown`);
  }
}

function checkMessage(
  message: SeenMessage,
  key: string,
  op: Op | undefined,
  row: SeenMessage | undefined,
  who: string,
  findings: Findings,
): void {
  if (!op) return findings.add("phantom", `${who}: shows ${key}, which nobody sent`);
  if (op.op.type !== "message" || op.op.body !== message.body)
    findings.add("phantom", `${who}: ${key} has another body`);
  if (op.seq !== null && op.seq !== message.seq) {
    findings.add("reordered", `${who}: ${key} acknowledged as seq ${op.seq}, shown at ${message.seq}`);
  }
  if (!row) return findings.add("unequal", `${who}: seq ${message.seq} is not a message in Postgres`);
  if (opKey(row.author, row.id) !== key)
    return findings.add("reordered", `${who}: seq ${message.seq} differs from Postgres`);
  if (reactionText(row) !== reactionText(message))
    findings.add("unequal", `${who}: reactions on seq ${message.seq} differ`);
  return undefined;
}

function reactionText(message: SeenMessage): string {
  return Object.entries(message.reactions)
    .filter(([, people]) => people.length > 0)
    .map(([emoji, people]) => `${emoji}:${people.toSorted().join(",")}`)
    .toSorted()
    .join(" ");
}
