/**
 * The tables of one session. `messages.data` is the message as it is answered. A turn is remembered with its answer, so
 * that a repeat under the same key is told the same; `pushed` of the meta table is how far Postgres has the messages.
 */
export const CONVERSATION_SCHEMA = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value ANY NOT NULL) WITHOUT ROWID;
CREATE TABLE messages (
  seq INTEGER PRIMARY KEY,
  turn INTEGER NOT NULL,
  -- 1 while it is being written.
  open INTEGER NOT NULL DEFAULT 0,
  data TEXT NOT NULL
);
CREATE INDEX open_messages ON messages (seq) WHERE open = 1;
CREATE TABLE turns (
  turn INTEGER PRIMARY KEY,
  idem TEXT UNIQUE,
  body_hash TEXT NOT NULL,
  -- Null while it runs.
  answer TEXT,
  started_at INTEGER NOT NULL
);
CREATE INDEX running_turns ON turns (turn) WHERE answer IS NULL;
-- Notes and results of approved calls, until no turn runs. Their ids stay, so that each is added once.
CREATE TABLE waiting (id TEXT PRIMARY KEY, data TEXT NOT NULL, added INTEGER NOT NULL);
`;
