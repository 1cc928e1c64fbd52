import type { TenantId } from "@/lib/platform/ids";
import type { RoomMeta } from "@/lib/rooms/protocol";

/**
 * Who follows which thread and how far they read it; who is mentioned where (a person, or `*` for everybody); what is
 * pinned, by the event that did it. `maybe` is 1 when something unread may be in the thread: a filter, never the answer.
 */
const THREADS_SCHEMA = `
CREATE TABLE thread_follows (
  person TEXT NOT NULL,
  root INTEGER NOT NULL,
  following INTEGER NOT NULL,
  up_to INTEGER NOT NULL,
  version INTEGER NOT NULL,
  pushed INTEGER NOT NULL,
  maybe INTEGER NOT NULL,
  PRIMARY KEY (person, root)
) WITHOUT ROWID;
CREATE INDEX follows_by_root ON thread_follows (root) WHERE following = 1;
CREATE INDEX follows_unread ON thread_follows (person) WHERE maybe = 1;
CREATE INDEX follows_unpushed ON thread_follows (person) WHERE pushed < version;
CREATE TABLE mentions (person TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (person, seq)) WITHOUT ROWID;
CREATE INDEX mentions_by_seq ON mentions (seq);
CREATE TABLE pins (target INTEGER PRIMARY KEY, seq INTEGER NOT NULL);
`;

/**
 * The tables of one room. `events.data` is the event exactly as it goes over the wire, so replaying it costs no parsing.
 * UNIQUE(client_id, author) is what makes a send happen once, for ever. The outbox is not a table: it is every event
 * above `meta.flushed`.
 */
const ROOM_SCHEMA = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value ANY NOT NULL) WITHOUT ROWID;
CREATE TABLE events (
  seq INTEGER PRIMARY KEY,
  type TEXT NOT NULL,
  author TEXT NOT NULL,
  client_id TEXT NOT NULL,
  target INTEGER,
  -- Null for all but messages of the timeline; 1 while the message counts as unread, 0 once deleted or when it was imported.
  news INTEGER,
  -- The thread that the event adds a reply to, or takes one from.
  root INTEGER,
  -- The same as news for replies in their thread; null for all but replies.
  reply INTEGER,
  at INTEGER NOT NULL,
  data TEXT NOT NULL,
  UNIQUE (client_id, author)
);
CREATE INDEX events_by_target ON events (target) WHERE target IS NOT NULL;
CREATE INDEX events_by_root ON events (root, seq, reply, author) WHERE root IS NOT NULL;
CREATE INDEX messages ON events (seq, news, author) WHERE news IS NOT NULL;
CREATE TABLE members (person TEXT PRIMARY KEY, role TEXT NOT NULL, joined_seq INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE cursors (person TEXT PRIMARY KEY, up_to INTEGER NOT NULL, version INTEGER NOT NULL, pushed INTEGER NOT NULL, rewound INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
${THREADS_SCHEMA}
CREATE TABLE tickets (jti TEXT PRIMARY KEY, expires_at INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX tickets_by_expiry ON tickets (expires_at);
CREATE TABLE subs (person TEXT PRIMARY KEY, hinted INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE calls (person TEXT PRIMARY KEY, seq INTEGER NOT NULL, joined INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE parked (seq INTEGER PRIMARY KEY, tries INTEGER NOT NULL, reason TEXT NOT NULL, at INTEGER NOT NULL);
`;

/** Which of the steps below a room has taken. A room without the mark was born before the first. */
const ROOM_SCHEMA_VERSION = 2;

/**
 * What brings a room of an older version up to the next, in one transaction on waking. A new step is added at the end
 * and never changed; ROOM_SCHEMA is what a room is born with and says the same.
 */
const ROOM_UPGRADES: readonly string[] = [
  // 1 -> 2: threads apart from the timeline, mentions, pins, mark unread. Whoever wrote in a thread follows it, all read.
  `
ALTER TABLE events ADD COLUMN root INTEGER;
ALTER TABLE events ADD COLUMN reply INTEGER;
ALTER TABLE cursors ADD COLUMN rewound INTEGER NOT NULL DEFAULT 0;
CREATE INDEX events_by_root ON events (root, seq, reply, author) WHERE root IS NOT NULL;
UPDATE events SET root = json_extract(data, '$.thread'), reply = news, news = NULL
 WHERE type = 'message.created' AND json_extract(data, '$.thread') IS NOT NULL;
${THREADS_SCHEMA}
INSERT INTO thread_follows (person, root, following, up_to, version, pushed, maybe)
SELECT w.person, w.root, 1, (SELECT max(seq) FROM events), 1, 0, 0
  FROM (SELECT author AS person, root FROM events WHERE reply IS NOT NULL
        UNION SELECT r.author, r.seq FROM events r WHERE r.seq IN (SELECT root FROM events WHERE reply IS NOT NULL)) w
  JOIN members m ON m.person = w.person;
`,
];

/** True when the room was ever created. An unborn room writes nothing, so probing ids leaves no trace. */
export function isBorn(sql: SqlStorage): boolean {
  return sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'events'").toArray().length > 0;
}

/** Writes the tables and the room's birth certificate. Call inside a transaction, then append `room.created`. */
export function createTables(sql: SqlStorage, tenantId: TenantId, epoch: string, meta: RoomMeta): void {
  sql.exec(ROOM_SCHEMA);
  for (const [key, value] of [
    ["tenant", tenantId],
    ["epoch", epoch],
    ["room", JSON.stringify(meta)],
    ["flushed", 0],
    ["schema", ROOM_SCHEMA_VERSION],
  ]) {
    sql.exec("INSERT INTO meta (key, value) VALUES (?, ?)", key, value);
  }
}

/** Brings the tables of a room born under an older schema up to this one. Does nothing for the others. */
export function upgradeTables(storage: DurableObjectStorage): void {
  const { sql } = storage;
  const mark = sql.exec<{ value: number }>("SELECT value FROM meta WHERE key = 'schema'").toArray()[0];
  const version = mark?.value ?? 1;
  if (version >= ROOM_SCHEMA_VERSION) return;
  storage.transactionSync(() => {
    for (const step of ROOM_UPGRADES.slice(version - 1)) sql.exec(step);
    sql.exec(
      "INSERT INTO meta (key, value) VALUES ('schema', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
      ROOM_SCHEMA_VERSION,
    );
  });
}
