import type { LogView } from "@/lib/rooms/core/commands";
import type { RoomMeta } from "@/lib/rooms/protocol";
import type { ClientId, PersonId } from "@/lib/platform/ids";
import type { RoomLog } from "./log";
import type { Limits } from "./limits";

/** The pure rules' view of the log: each answer is one indexed lookup, made only when a rule asks. */
export class SqlLogView implements LogView {
  private readonly log: RoomLog;
  private readonly sql: SqlStorage;
  private readonly limits: Limits;

  constructor(log: RoomLog, sql: SqlStorage, limits: Limits) {
    this.log = log;
    this.sql = sql;
    this.limits = limits;
  }

  get meta(): RoomMeta {
    return this.log.meta;
  }

  isMember(person: PersonId): boolean {
    return this.log.members.has(person);
  }

  original(author: PersonId, clientId: ClientId): { seq: number; at: number } | null {
    return this.log.original(author, clientId);
  }

  message(seq: number): { author: PersonId; thread: number | null; deleted: boolean } | null {
    const row = this.sql
      .exec<{ author: string; thread: number | null; deleted: number }>(
        `SELECT author, json_extract(data, '$.thread') AS thread,
                EXISTS (SELECT 1 FROM events d WHERE d.target = e.seq AND d.type = 'message.deleted') AS deleted
           FROM events e WHERE e.seq = ? AND e.type = 'message.created'`,
        seq,
      )
      .toArray()[0];
    return row ? { author: row.author as PersonId, thread: row.thread, deleted: row.deleted === 1 } : null;
  }

  emojiOn(seq: number): string[] {
    // SQLite answers a bare column beside max() from the row that holds the maximum: the last word of each person.
    return this.sql
      .exec<{ emoji: string }>(
        `SELECT DISTINCT emoji FROM (
           SELECT json_extract(data, '$.emoji') AS emoji, json_extract(data, '$.on') AS shown, max(seq)
             FROM events WHERE target = ? AND type = 'reaction.set' GROUP BY author, emoji
         ) WHERE shown = 1`,
        seq,
      )
      .toArray()
      .map(({ emoji }) => emoji);
  }

  spend(person: PersonId, kind: "send" | "react" | "repeat"): number {
    return this.limits.spend(person, kind, Date.now());
  }
}
