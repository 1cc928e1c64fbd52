import type { KeptConversation, KeptMessage } from "@/lib/assistant/kept";
import type { VisitorMessage } from "@/lib/assistant/protocol";
import type { VisitBirth } from "@/lib/assistant/server/objects";
import { type Kept, keptConversation, keptMessage, type Row } from "./kept";
import { putMeta, VisitMeta } from "./meta";
import { VISIT_SCHEMA } from "./schema";

type RawRow = { shown: string; kept: string; version: number };

const COLUMNS = "shown, kept, version";

/** The rows of one conversation. */
export class VisitStore extends VisitMeta {
  /** The conversation, or null while unborn. */
  static find(storage: DurableObjectStorage): VisitStore | null {
    const born = storage.sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'meta'").toArray().length > 0;
    return born ? new VisitStore(storage) : null;
  }

  static bear(storage: DurableObjectStorage, { page, language, ...facts }: VisitBirth, now: number): VisitStore {
    storage.transactionSync(() => {
      storage.sql.exec(VISIT_SCHEMA);
      const meta = {
        birth: { ...facts, createdAt: now },
        page,
        language,
        state: "open",
        vault: {},
        facts: [],
        spent: [],
      };
      const counts = { head: 0, turn: 0, version: 1, pushed_version: 1, updated_at: now };
      for (const [key, value] of Object.entries(meta)) putMeta(storage, key, JSON.stringify(value));
      for (const [key, value] of Object.entries(counts)) putMeta(storage, key, value);
    });
    return new VisitStore(storage);
  }

  transaction<T>(work: () => T): T {
    return this.storage.transactionSync(work);
  }

  nextTurn(): number {
    const turn = Number(this.get("turn")) + 1;
    this.put("turn", turn);
    return turn;
  }

  /** Adds a message and answers it with its place. */
  add(message: Omit<VisitorMessage, "seq">, kept: Kept): VisitorMessage {
    const shown = { seq: this.head + 1, ...message };
    this.put("head", shown.seq);
    this.write(shown, kept);
    this.put("updated_at", Math.max(this.updatedAt, message.at));
    return shown;
  }

  write(shown: VisitorMessage, kept: Kept): void {
    this.storage.sql.exec(
      `INSERT INTO messages (seq, turn, running, version, shown, kept) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (seq) DO UPDATE SET turn = excluded.turn, running = excluded.running, version = excluded.version,
         shown = excluded.shown, kept = excluded.kept`,
      shown.seq,
      shown.turn,
      shown.state === "running" ? 1 : 0,
      this.grow(),
      JSON.stringify(shown),
      JSON.stringify(kept),
    );
  }

  /** The last word was said now. */
  touch(now: number): void {
    this.put("updated_at", Math.max(this.updatedAt, now));
    this.grow();
  }

  at(seq: number): Row | null {
    return this.rows(`SELECT ${COLUMNS} FROM messages WHERE seq = ?`, seq)[0] ?? null;
  }

  running(): Row[] {
    return this.rows(`SELECT ${COLUMNS} FROM messages WHERE running = 1 ORDER BY seq`);
  }

  after(seq: number): Row[] {
    return this.rows(`SELECT ${COLUMNS} FROM messages WHERE seq > ? ORDER BY seq`, seq);
  }

  /** Whole turns, the newest so many, that lie before a place. */
  before(seq: number, turns: number): Row[] {
    return this.rows(
      `SELECT ${COLUMNS} FROM messages WHERE seq < ? AND turn > coalesce((
         SELECT DISTINCT turn FROM messages WHERE seq < ? ORDER BY turn DESC LIMIT 1 OFFSET ?), 0) ORDER BY seq`,
      seq,
      seq,
      turns,
    );
  }

  /** The newest question and its answer. */
  newest(): { question: number; answer: number | null } | null {
    const [row] = this.storage.sql
      .exec<{ question: number; answer: number | null }>(
        `SELECT q.seq AS question, (SELECT a.seq FROM messages a WHERE a.turn = q.turn AND a.seq > q.seq ORDER BY a.seq LIMIT 1) AS answer
           FROM messages q WHERE q.shown ->> 'role' = 'visitor' ORDER BY q.seq DESC LIMIT 1`,
      )
      .toArray();
    return row ?? null;
  }

  placeOf(id: string): number | null {
    const [row] = this.storage.sql.exec<{ seq: number }>("SELECT seq FROM ids WHERE id = ?", id).toArray();
    return row?.seq ?? null;
  }

  remember(id: string, seq: number): void {
    this.storage.sql.exec("INSERT INTO ids (id, seq) VALUES (?, ?) ON CONFLICT DO NOTHING", id, seq);
  }

  /** True for the first use of a ticket that has not expired. */
  spendTicket({ jti, expiresAt }: { jti: string; expiresAt: number }, now: number): boolean {
    const { sql } = this.storage;
    if (expiresAt <= now) return false;
    sql.exec("DELETE FROM tickets WHERE expires_at <= ?", now);
    return (
      sql.exec("INSERT INTO tickets (jti, expires_at) VALUES (?, ?) ON CONFLICT DO NOTHING", jti, expiresAt)
        .rowsWritten > 0
    );
  }

  /** What Postgres lacks; null when it has everything. A running answer goes there when it is over. */
  unpushed(limit: number): { conversation: KeptConversation; messages: KeptMessage[] } | null {
    const rows = this.rows(
      `SELECT ${COLUMNS} FROM messages WHERE version > pushed AND running = 0 ORDER BY seq LIMIT ?`,
      limit,
    );
    const version = Number(this.get("version"));
    // One who came and said nothing leaves no trace there; of what was archived Postgres has everything.
    if (this.head === 0 || (this.isEmptied && this.state === "archived")) return null;
    if (rows.length === 0 && version <= Number(this.get("pushed_version"))) return null;
    return { conversation: this.kept(version), messages: rows.map(keptMessage) };
  }

  markPushed(version: number, messages: readonly KeptMessage[]): void {
    this.put("pushed_version", version);
    for (const { seq, version: pushed } of messages) {
      this.storage.sql.exec("UPDATE messages SET pushed = ? WHERE seq = ? AND pushed < ?", pushed, seq, pushed);
    }
  }

  archive(now: number): void {
    this.keep("state", "archived");
    this.put("archived_at", now);
    this.grow();
  }

  /** Forgets what was said; that it was there stays. */
  forget(): void {
    this.keep("state", "erased");
    this.empty();
    this.grow();
  }

  /** Once Postgres and the archive have everything. */
  empty(): void {
    for (const table of ["messages", "ids", "tickets"]) this.storage.sql.exec(`DELETE FROM ${table}`);
    this.storage.sql.exec("DELETE FROM meta WHERE key = 'summary'");
    this.vault = {};
    this.facts = [];
    this.page = null;
    this.keep("birth", { ...this.birth, name: null });
    this.put("emptied", 1);
  }

  /** The whole conversation as it is archived. */
  transcript(): { conversation: KeptConversation; messages: KeptMessage[] } {
    return { conversation: this.kept(Number(this.get("version"))), messages: this.after(0).map(keptMessage) };
  }

  private kept(version: number): KeptConversation {
    const { birth, state, language, page, head, updatedAt } = this;
    const archivedAt = this.get("archived_at");
    return keptConversation(
      {
        ...{ birth, state, language, page, version, head, updatedAt },
        turns: Number(this.get("turn")),
        archivedAt: archivedAt === null ? null : Number(archivedAt),
      },
      this.after(0),
    );
  }

  private grow(): number {
    const version = Number(this.get("version")) + 1;
    this.put("version", version);
    return version;
  }

  private rows(query: string, ...values: SqlStorageValue[]): Row[] {
    return this.storage.sql
      .exec<RawRow>(query, ...values)
      .toArray()
      .map(({ shown, kept, version }) => ({
        shown: JSON.parse(shown) as VisitorMessage,
        kept: JSON.parse(kept) as Kept,
        version,
      }));
  }
}
