/** The tables of one person's inbox. `entry` is what the sidebar shows; `stale` means the room must be asked again. */
export const INBOX_SCHEMA = `
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value ANY NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS rooms (room TEXT PRIMARY KEY, entry TEXT, version INTEGER NOT NULL, stale INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS watching (device TEXT PRIMARY KEY, people TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS expelling (room TEXT PRIMARY KEY, by TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tickets (jti TEXT PRIMARY KEY, expires_at INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS tickets_by_expiry ON tickets (expires_at);
`;
