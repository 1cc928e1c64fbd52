import { LIMITS, type ReadCursor } from "@/lib/rooms/protocol";
import type { PersonId } from "@/lib/platform/ids";

export interface CursorRow extends ReadCursor {
  /** The version at which it last went back: a move forward that does not know of it counts for nothing. */
  rewound: number;
}

/**
 * Read cursors. Not in the log: a cursor move is of no interest once the next one is there, and a room of a hundred
 * readers would write a hundred events for each message.
 */
export class Cursors {
  private readonly sql: SqlStorage;
  private readonly held = new Map<PersonId, CursorRow>();
  /** False until somebody's cursor moved since Postgres last heard: spares the outbox a query per look. */
  private maybeUnpushed = true;

  constructor(sql: SqlStorage) {
    this.sql = sql;
    this.reload();
  }

  /** Rebuilds memory from the rows: on waking, and after a transaction that failed. */
  reload(): void {
    this.held.clear();
    this.maybeUnpushed = true;
    for (const row of this.sql.exec<{ person: string; up_to: number; version: number; rewound: number }>(
      "SELECT person, up_to, version, rewound FROM cursors",
    )) {
      const { version, rewound } = row;
      this.held.set(row.person as PersonId, { person: row.person as PersonId, upTo: row.up_to, version, rewound });
    }
  }

  of(person: PersonId): CursorRow {
    return this.held.get(person) ?? { person, upTo: 0, version: 0, rewound: 0 };
  }

  /**
   * Moves a cursor forward, never back. False when it stands there or further already, or when the device that says so
   * (it knows version `seen`) has not heard that the person marked something unread since.
   */
  advance(person: PersonId, upTo: number, seen?: number): boolean {
    const now = this.of(person);
    if (upTo <= now.upTo || (seen ?? now.version) < now.rewound) return false;
    this.put({ ...now, upTo });
    return true;
  }

  /** Mark unread: moves a cursor back, never forward. */
  rewind(person: PersonId, upTo: number): boolean {
    const now = this.of(person);
    if (upTo >= now.upTo) return false;
    this.put({ ...now, upTo, rewound: now.version + 1 });
    return true;
  }

  /** Something else of the person's own changed here (a thread): what their sidebar shows is of a new version. */
  touch(person: PersonId): void {
    this.put(this.of(person));
  }

  /** Messages that are news to the person, at most `unreadMax`. */
  unread(person: PersonId): number {
    return this.sql
      .exec<{ unread: number }>(
        "SELECT count(*) AS unread FROM (SELECT 1 FROM events WHERE news = 1 AND seq > ? AND author <> ? LIMIT ?)",
        this.of(person).upTo,
        person,
        LIMITS.unreadMax,
      )
      .one().unread;
  }

  private put({ person, upTo, version, rewound }: CursorRow): void {
    const next = { person, upTo, version: version + 1, rewound };
    this.held.set(person, next);
    this.maybeUnpushed = true;
    this.sql.exec(
      `INSERT INTO cursors (person, up_to, version, pushed, rewound) VALUES (?, ?, ?, 0, ?)
       ON CONFLICT (person) DO UPDATE SET up_to = excluded.up_to, version = excluded.version, rewound = excluded.rewound`,
      person,
      upTo,
      next.version,
      rewound,
    );
  }

  /** Cursors Postgres has not heard of. */
  unpushed(limit: number): CursorRow[] {
    if (!this.maybeUnpushed) return [];
    const rows = this.sql
      .exec<{ person: string }>("SELECT person FROM cursors WHERE pushed < version LIMIT ?", limit)
      .toArray()
      .map(({ person }) => this.of(person as PersonId));
    this.maybeUnpushed = rows.length > 0;
    return rows;
  }

  /** Postgres has these now; a cursor that moved meanwhile stays unpushed. */
  markPushed(rows: readonly CursorRow[]): void {
    const pairs = JSON.stringify(rows.map(({ person, version }) => [person, version]));
    this.sql.exec(
      `UPDATE cursors SET pushed = max(pushed, j.version)
         FROM (SELECT json_extract(value, '$[0]') AS person, json_extract(value, '$[1]') AS version FROM json_each(?)) AS j
        WHERE cursors.person = j.person`,
      pairs,
    );
  }
}
