/** What an inbox keeps for notifications. `told` is what makes each message one notification, however often it comes. */
export const NOTIFY_SCHEMA = `
CREATE TABLE IF NOT EXISTS told (room TEXT NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (room, seq)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pushes (
  subscription TEXT NOT NULL,
  room TEXT NOT NULL,
  seq INTEGER NOT NULL,
  notice TEXT NOT NULL,
  tries INTEGER NOT NULL,
  not_before INTEGER NOT NULL,
  PRIMARY KEY (subscription, room, seq)
) WITHOUT ROWID;
-- What may go into the next mail. mail: the id of the one that is being made of it, until that was sent.
CREATE TABLE IF NOT EXISTS digest (room TEXT NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, mail TEXT, PRIMARY KEY (room, seq)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS listening (room TEXT PRIMARY KEY, wants TEXT NOT NULL) WITHOUT ROWID;
`;
