import type { MessageNotice } from "@/lib/notify/core/decide";
import type { PersonId } from "@/lib/platform/ids";

const SCHEMA = `
CREATE TABLE IF NOT EXISTS owed (person TEXT NOT NULL, seq INTEGER NOT NULL, notice TEXT NOT NULL, tries INTEGER NOT NULL, PRIMARY KEY (person, seq)) WITHOUT ROWID;
`;
const RETRY_AFTER_MS = 5_000;
/** An inbox that does not answer for so long is not told of old news. */
const TRIES_MAX = 20;

/** What inboxes did not take: told again, some at a time, until they do or it is old. */
export class OwedNotices {
  private readonly sql: SqlStorage;
  private maybeAny = true;
  private notBefore = 0;

  constructor(sql: SqlStorage) {
    this.sql = sql;
    sql.exec(SCHEMA);
  }

  add(person: PersonId, notices: readonly MessageNotice[]): void {
    for (const notice of notices)
      this.sql.exec(
        "INSERT OR IGNORE INTO owed (person, seq, notice, tries) VALUES (?, ?, ?, 0)",
        person,
        notice.seq,
        JSON.stringify(notice),
      );
    this.maybeAny = true;
    this.notBefore = Date.now() + RETRY_AFTER_MS;
  }

  /** Milliseconds until some are due, null when nothing is owed. */
  dueInMs(now: number): number | null {
    return this.any() ? Math.max(0, this.notBefore - now) : null;
  }

  /** Tells some of what is due. `tell` throws when it was not taken, `failed` hears why. */
  async pay(
    limit: number,
    tell: (person: PersonId, notice: MessageNotice) => Promise<void>,
    failed: (error: unknown) => void,
  ): Promise<void> {
    if (!this.any() || Date.now() < this.notBefore) return;
    this.notBefore = Date.now() + RETRY_AFTER_MS;
    const owed = this.sql
      .exec<{ person: string; seq: number; notice: string }>(
        "SELECT person, seq, notice FROM owed ORDER BY tries, seq LIMIT ?",
        limit,
      )
      .toArray();
    await Promise.all(
      owed.map(async ({ person, seq, notice }) => {
        try {
          await tell(person as PersonId, JSON.parse(notice) as MessageNotice);
          this.sql.exec("DELETE FROM owed WHERE person = ? AND seq = ?", person, seq);
        } catch (error) {
          failed(error);
          this.sql.exec("UPDATE owed SET tries = tries + 1 WHERE person = ? AND seq = ?", person, seq);
          this.sql.exec("DELETE FROM owed WHERE tries >= ?", TRIES_MAX);
        }
      }),
    );
  }

  private any(): boolean {
    if (!this.maybeAny) return false;
    this.maybeAny = this.sql.exec("SELECT 1 FROM owed LIMIT 1").toArray().length > 0;
    return this.maybeAny;
  }
}
