import type { WordVerdict } from "@/lib/moderation/core/word-filter";
import type { Group, JudgedMessage, LogView, Place, Spending } from "@/lib/rooms/core/log-view";
import { withReply } from "@/lib/rooms/core/fold";
import type { FileInfo, RepliesView, RoomMeta, RoomRole } from "@/lib/rooms/protocol";
import type { ClientId, GroupId, PersonId } from "@/lib/platform/ids";
import type { Attached } from "./attached";
import type { Groups } from "./groups";
import type { RoomLog } from "./log";
import type { Limits } from "./limits";
import type { Words } from "./words";

/** The pure rules' view of the log: each answer is one indexed lookup, made only when a rule asks. */
export class SqlLogView implements LogView {
  private readonly log: RoomLog;
  private readonly sql: SqlStorage;
  private readonly limits: Limits;
  private readonly files: Attached;
  private readonly groups: Groups;
  private readonly words: Words;

  constructor(log: RoomLog, sql: SqlStorage, limits: Limits, files: Attached, groups: Groups, words: Words) {
    this.log = log;
    this.groups = groups;
    this.files = files;
    this.sql = sql;
    this.limits = limits;
    this.words = words;
  }

  get meta(): RoomMeta {
    return this.log.meta;
  }

  get memberCount(): number {
    return this.log.members.size;
  }

  roleOf(person: PersonId): RoomRole | null {
    return this.log.members.get(person) ?? null;
  }

  original(author: PersonId, clientId: ClientId): Place | null {
    return this.log.original(author, clientId);
  }

  message(seq: number): JudgedMessage | null {
    const row = this.sql
      .exec<{ author: string; thread: number | null; at: number }>(
        "SELECT author, json_extract(data, '$.thread') AS thread, at FROM events WHERE seq = ? AND type = 'message.created'",
        seq,
      )
      .toArray()[0];
    if (!row) return null;
    const change = this.sql
      .exec<{ seq: number; at: number; type: string }>(
        `SELECT seq, at, type FROM events WHERE target = ? AND type IN ('message.deleted', 'message.edited')
          ORDER BY type, seq DESC LIMIT 1`,
        seq,
      )
      .toArray()[0];
    return {
      author: row.author as PersonId,
      thread: row.thread,
      deleted: change?.type === "message.deleted",
      changed: change ? { seq: change.seq, at: change.at } : { seq, at: row.at },
    };
  }

  bodyOf(seq: number): string {
    const rows = this.sql.exec<{ body: string }>(
      `SELECT json_extract(data, '$.body') AS body FROM events
        WHERE seq = ?1 OR (target = ?1 AND type = 'message.edited') ORDER BY seq DESC LIMIT 1`,
      seq,
    );
    return rows.toArray()[0]?.body ?? "";
  }

  pinOn(seq: number): Place | null {
    return (
      this.sql
        .exec<{ seq: number; at: number }>(
          "SELECT e.seq, e.at FROM pins p JOIN events e ON e.seq = p.seq WHERE p.target = ?",
          seq,
        )
        .toArray()[0] ?? null
    );
  }

  pinCount(): number {
    return this.sql.exec<{ count: number }>("SELECT count(*) AS count FROM pins").one().count;
  }

  repliesWithout(root: number, reply: number): RepliesView | null {
    let left: RepliesView | null = null;
    for (const row of this.sql.exec<{ seq: number; at: number; author: string }>(
      `SELECT seq, at, author FROM events e WHERE root = ?1 AND reply IS NOT NULL AND seq <> ?2
          AND (reply = 1 OR NOT EXISTS (SELECT 1 FROM events d WHERE d.target = e.seq AND d.type = 'message.deleted'))
        ORDER BY seq`,
      root,
      reply,
    )) {
      left = withReply(left, { seq: row.seq, at: row.at, author: row.author as PersonId });
    }
    return left;
  }

  fileOf(token: string, person: PersonId): FileInfo | null {
    return this.files.ofToken(token, person, Date.now());
  }

  groupOf(id: GroupId): Group | null {
    return this.groups.of(id);
  }

  isAttached(fileId: string): boolean {
    return this.files.has(fileId);
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

  judgeWords(text: string): WordVerdict | null {
    return this.words.judge(text);
  }

  spend(person: PersonId, kind: Spending): number {
    return this.limits.spend(person, kind, Date.now());
  }
}
