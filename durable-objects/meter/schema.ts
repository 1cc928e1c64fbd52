/**
 * The tables of one tenant's Meter. A call is one row from its beginning on: open (`settled` 0, `due_at` when it lapses),
 * then settled with its ledger row in `event` until Postgres has it (`due_at` when it is sent next), then only what the
 * hour's windows are rebuilt from. `totals` are of settled calls; the tenant is the subject ''.
 */
export const METER_SCHEMA = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value ANY NOT NULL) WITHOUT ROWID;
CREATE TABLE keys (id TEXT PRIMARY KEY, version INTEGER NOT NULL, record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE totals (
  month TEXT NOT NULL,
  subject TEXT NOT NULL,
  requests INTEGER NOT NULL,
  tokens INTEGER NOT NULL,
  cost INTEGER NOT NULL,
  PRIMARY KEY (month, subject)
) WITHOUT ROWID;
CREATE TABLE calls (
  id TEXT PRIMARY KEY,
  key TEXT NOT NULL,
  user TEXT,
  month TEXT NOT NULL,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  model TEXT NOT NULL,
  stream INTEGER NOT NULL,
  -- The most it can come to while it is open, what it came to afterwards.
  tokens INTEGER NOT NULL,
  cost INTEGER NOT NULL,
  prompt_tokens INTEGER NOT NULL,
  prompt_cost INTEGER NOT NULL,
  -- What was left of the rates after it: a wake-up goes on from there.
  key_left REAL,
  user_left REAL,
  settled INTEGER NOT NULL DEFAULT 0,
  event TEXT,
  due_at INTEGER,
  tries INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX calls_by_at ON calls (at);
CREATE INDEX calls_due ON calls (settled, due_at) WHERE due_at IS NOT NULL;
`;
