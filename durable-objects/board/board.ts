import { MINUTES_SHOWN, minuteOf } from "@/lib/observe/core/minutes";
import type { BoardMinute, BoardPulse, Sockets, TellerKind, Told } from "@/lib/observe/protocol";
import type { TellerId } from "@/lib/observe/server/objects";

const SCHEMA = `
CREATE TABLE IF NOT EXISTS told (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  sockets INTEGER NOT NULL,
  waiting INTEGER NOT NULL,
  since INTEGER,
  parked INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (kind, id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS told_by_at ON told (at);
CREATE TABLE IF NOT EXISTS board_minutes (minute INTEGER PRIMARY KEY, stored TEXT NOT NULL);
`;

/** What an object told this long ago may be no longer so: a runtime that died told nobody. */
const OLD_MS = 600_000;

/**
 * What a tenant's objects told of their sockets and of rows that wait for Postgres: one row for each that has any, and
 * their sums. Objects tell when something changes; nobody is asked.
 */
export class Board {
  private readonly sql: SqlStorage;
  private sums: { sockets: Sockets; rows: number; parked: number };

  constructor(sql: SqlStorage) {
    this.sql = sql;
    sql.exec(SCHEMA);
    this.sums = this.add();
  }

  /** Takes an object's figures in place of what it told before. */
  take(kind: TellerKind, id: TellerId, told: Told, now: number): void {
    const before = this.find(kind, id);
    if (told.sockets === 0 && told.rows === 0 && told.parked === 0) {
      if (before) this.sql.exec("DELETE FROM told WHERE kind = ? AND id = ?", kind, id);
    } else {
      this.sql.exec(
        "INSERT OR REPLACE INTO told (kind, id, sockets, waiting, since, parked, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        ...[kind, id, told.sockets, told.rows, told.since, told.parked, now],
      );
    }
    if (kind !== "session") this.sums.sockets[kind] += told.sockets - (before?.sockets ?? 0);
    this.sums.rows += told.rows - (before?.rows ?? 0);
    this.sums.parked += told.parked - (before?.parked ?? 0);
  }

  pulse(now: number): BoardPulse {
    const { sockets, rows, parked } = this.sums;
    const { since } = this.sql
      .exec<{ since: number | null }>("SELECT min(since) AS since FROM told WHERE waiting > 0")
      .one();
    return { sockets: { ...sockets }, waiting: { rows, since, parked }, minutes: this.minutes(now) };
  }

  /** Keeps the sums of this minute for the charts. A tenant in which nothing goes on writes nothing. */
  sample(now: number): void {
    const { sockets, rows } = this.sums;
    const minute = minuteOf(now);
    this.sql.exec("DELETE FROM board_minutes WHERE minute <= ?", minute - MINUTES_SHOWN);
    if (rows + sockets.room + sockets.inbox + sockets.visit === 0) return;
    const sample = { ...sockets, waiting: rows } satisfies Omit<BoardMinute, "at">;
    this.sql.exec(
      "INSERT OR REPLACE INTO board_minutes (minute, stored) VALUES (?, ?)",
      minute,
      JSON.stringify(sample),
    );
  }

  /** Some that said they have sockets, and have said nothing for long: those that said so longest ago. */
  stale(now: number, limit: number): { kind: TellerKind; id: TellerId }[] {
    return this.sql
      .exec<{ kind: TellerKind; id: string }>(
        "SELECT kind, id FROM told WHERE at < ? AND kind IN ('room', 'visit') ORDER BY at LIMIT ?",
        now - OLD_MS,
        limit,
      )
      .toArray()
      .map(({ kind, id }) => ({ kind, id: id as TellerId }));
  }

  private minutes(now: number): BoardMinute[] {
    return this.sql
      .exec<{ minute: number; stored: string }>(
        "SELECT minute, stored FROM board_minutes WHERE minute > ? ORDER BY minute",
        minuteOf(now) - MINUTES_SHOWN,
      )
      .toArray()
      .map(({ minute, stored }) => ({ at: minute * 60_000, ...(JSON.parse(stored) as Omit<BoardMinute, "at">) }));
  }

  private find(kind: TellerKind, id: TellerId): Omit<Told, "since"> | null {
    const [row] = this.sql
      .exec<{ sockets: number; rows: number; parked: number }>(
        "SELECT sockets, waiting AS rows, parked FROM told WHERE kind = ? AND id = ?",
        kind,
        id,
      )
      .toArray();
    return row ?? null;
  }

  private add(): Board["sums"] {
    const sums = { sockets: { room: 0, inbox: 0, visit: 0 }, rows: 0, parked: 0 };
    const groups = this.sql.exec<{ kind: TellerKind; sockets: number; rows: number; parked: number }>(
      "SELECT kind, sum(sockets) AS sockets, sum(waiting) AS rows, sum(parked) AS parked FROM told GROUP BY kind",
    );
    for (const { kind, sockets, rows, parked } of groups) {
      if (kind !== "session") sums.sockets[kind] = sockets;
      sums.rows += rows;
      sums.parked += parked;
    }
    return sums;
  }
}
