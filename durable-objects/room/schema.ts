/**
 * The tables of one room. `events.data` is the event exactly as it goes over the wire, so replaying it costs no parsing.
 * UNIQUE(client_id, author) is what makes a send happen once, for ever. The outbox is not a table: it is every event
 * above `meta.flushed`.
 */
export const ROOM_SCHEMA = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value ANY NOT NULL) WITHOUT ROWID;
CREATE TABLE events (
  seq INTEGER PRIMARY KEY,
  type TEXT NOT NULL,
  author TEXT NOT NULL,
  client_id TEXT NOT NULL,
  target INTEGER,
  -- Null for all but messages; 1 while the message counts as unread, 0 once deleted or when it was imported.
  news INTEGER,
  at INTEGER NOT NULL,
  data TEXT NOT NULL,
  UNIQUE (client_id, author)
);
CREATE INDEX events_by_target ON events (target) WHERE target IS NOT NULL;
CREATE INDEX messages ON events (seq, news, author) WHERE news IS NOT NULL;
CREATE TABLE members (person TEXT PRIMARY KEY, role TEXT NOT NULL, joined_seq INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE cursors (person TEXT PRIMARY KEY, up_to INTEGER NOT NULL, version INTEGER NOT NULL, pushed INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE tickets (jti TEXT PRIMARY KEY, expires_at INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX tickets_by_expiry ON tickets (expires_at);
CREATE TABLE subs (person TEXT PRIMARY KEY, hinted INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE calls (person TEXT PRIMARY KEY, seq INTEGER NOT NULL, joined INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE parked (seq INTEGER PRIMARY KEY, tries INTEGER NOT NULL, reason TEXT NOT NULL, at INTEGER NOT NULL);
`;
