/**
 * The tables of one visitor's conversation. `messages.shown` is the message as the panel has it, `kept` what else is known
 * of it: the redacted text, the trace. A row is newer than Postgres where `version` is above `pushed`.
 */
export const VISIT_SCHEMA = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value ANY NOT NULL) WITHOUT ROWID;
CREATE TABLE messages (
  seq INTEGER PRIMARY KEY,
  turn INTEGER NOT NULL,
  running INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL,
  pushed INTEGER NOT NULL DEFAULT 0,
  shown TEXT NOT NULL,
  kept TEXT NOT NULL
);
CREATE INDEX running_messages ON messages (seq) WHERE running = 1;
CREATE INDEX unpushed_messages ON messages (seq) WHERE version > pushed;
-- What a panel chose: each happens once.
CREATE TABLE ids (id TEXT PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE tickets (jti TEXT PRIMARY KEY, expires_at INTEGER NOT NULL) WITHOUT ROWID;
`;
