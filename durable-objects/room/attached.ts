import { readAttach } from "@/lib/files/server/tokens";
import type { FileInfo, RoomEvent } from "@/lib/rooms/protocol";
import type { PersonId } from "@/lib/platform/ids";
import type { RoomLog } from "./log";

/** Which files are in messages of this room. A row is written with its message and never changes. */
const SCHEMA = "CREATE TABLE IF NOT EXISTS attached (file TEXT PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID";

/** The room's files: what a token stands for, and in which message a file is. */
export class Attached {
  private readonly log: RoomLog;
  private readonly sql: SqlStorage;
  private readonly secret: string;

  constructor(log: RoomLog, sql: SqlStorage, secret: string) {
    this.log = log;
    this.sql = sql;
    this.secret = secret;
    // Rooms that were born before there were files get the table when they wake.
    sql.exec(SCHEMA);
  }

  /** The file of a token that was signed for this person and this room; null for any other. */
  ofToken(token: string, person: PersonId, nowMs: number): FileInfo | null {
    const claims = readAttach(this.secret, token, nowMs);
    if (!claims || claims.tenant !== this.log.tenantId || claims.room !== this.log.meta.roomId) return null;
    return claims.person === person ? claims.file : null;
  }

  has(id: string): boolean {
    return this.sql.exec("SELECT 1 FROM attached WHERE file = ?", id).toArray().length > 0;
  }

  /** Notes what a message carries. Call in the transaction that appends it. */
  note(event: RoomEvent): void {
    if (event.type !== "message.created") return;
    for (const { id } of event.files ?? [])
      this.sql.exec("INSERT INTO attached (file, seq) VALUES (?, ?)", id, event.seq);
  }

  /** The file as its message says it; null when it is in none, or in one that was deleted. */
  shown(id: string): FileInfo | null {
    const row = this.sql
      .exec<{ data: string }>(
        `SELECT e.data FROM attached a JOIN events e ON e.seq = a.seq
          WHERE a.file = ? AND NOT EXISTS (SELECT 1 FROM events d WHERE d.target = e.seq AND d.type = 'message.deleted')`,
        id,
      )
      .toArray()[0];
    if (!row) return null;
    const event = JSON.parse(row.data) as Extract<RoomEvent, { type: "message.created" }>;
    return event.files?.find((file) => file.id === id) ?? null;
  }
}
