import { mentionedBy } from "@/lib/rooms/core/mentions";
import { LIMITS, type RoomEvent } from "@/lib/rooms/protocol";
import type { PersonId } from "@/lib/platform/ids";

/** What follows from events and is asked often: who is mentioned where, and what is pinned. */
export class Marks {
  private readonly sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.sql = sql;
  }

  /** Keeps both right after one more event. Call in the transaction that writes it. */
  follow(event: RoomEvent): void {
    switch (event.type) {
      case "message.created":
        return this.mention(event.seq, event);
      case "message.edited":
        this.sql.exec("DELETE FROM mentions WHERE seq = ?", event.target);
        return this.mention(event.target, event);
      case "message.deleted":
        this.sql.exec("DELETE FROM mentions WHERE seq = ?", event.target);
        this.sql.exec("DELETE FROM pins WHERE target = ?", event.target);
        return;
      case "message.pinned":
        if (event.on) this.sql.exec("INSERT OR REPLACE INTO pins (target, seq) VALUES (?, ?)", event.target, event.seq);
        else this.sql.exec("DELETE FROM pins WHERE target = ?", event.target);
        return;
      default:
    }
  }

  /** People whom the text of a message, as it stands, mentions by name. */
  peopleIn(seq: number): PersonId[] {
    return this.sql
      .exec<{ person: string }>("SELECT person FROM mentions WHERE seq = ? AND person <> '*'", seq)
      .toArray()
      .map(({ person }) => person as PersonId);
  }

  /** Unread messages of the timeline that mention the person or everybody, at most `unreadMax`. */
  unread(person: PersonId, after: number): number {
    return this.sql
      .exec<{ count: number }>(
        `SELECT count(*) AS count FROM (
           SELECT DISTINCT m.seq FROM mentions m JOIN events e ON e.seq = m.seq
            WHERE m.person IN (?1, '*') AND m.seq > ?2 AND e.news = 1 AND e.author <> ?1 LIMIT ?3)`,
        person,
        after,
        LIMITS.unreadMax,
      )
      .one().count;
  }

  /** The pinned messages, the latest pin first. */
  pins(): { target: number; seq: number }[] {
    return this.sql.exec<{ target: number; seq: number }>("SELECT target, seq FROM pins ORDER BY seq DESC").toArray();
  }

  private mention(seq: number, text: Parameters<typeof mentionedBy>[0]): void {
    for (const who of mentionedBy(text))
      this.sql.exec("INSERT OR IGNORE INTO mentions (person, seq) VALUES (?, ?)", who, seq);
  }
}
