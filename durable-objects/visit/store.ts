import type { AnswerTrace, ConversationState, KeptConversation, KeptMessage } from "@/lib/assistant/kept";
import type { PageFacts, VisitorMessage } from "@/lib/assistant/protocol";
import type { VisitBirth } from "@/lib/assistant/server/objects";
import type { Summary } from "@/lib/sessions/core/context";
import { maskPersonal } from "@/lib/guard/core/mask-personal";
import { VISIT_SCHEMA } from "./schema";

/** What is known of a message besides what the panel shows. */
export interface Kept {
  /** With placeholders for what is personal. */
  text: string;
  /** Made anew so many times. */
  anew: number;
  comment?: string;
  trace?: AnswerTrace;
}

export interface Row {
  shown: VisitorMessage;
  kept: Kept;
  version: number;
}

type Facts = Omit<VisitBirth, "page" | "language"> & { createdAt: number };
type RawRow = { shown: string; kept: string; version: number };

const COLUMNS = "shown, kept, version";

/** The rows of one conversation. Everything is read from here: nothing of it is kept in memory. */
export class VisitStore {
  readonly birth: Facts;
  private readonly storage: DurableObjectStorage;

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
      for (const [key, value] of Object.entries(meta)) put(storage, key, JSON.stringify(value));
      for (const [key, value] of Object.entries(counts)) put(storage, key, value);
    });
    return new VisitStore(storage);
  }

  private constructor(storage: DurableObjectStorage) {
    this.storage = storage;
    this.birth = this.json<Facts>("birth");
  }

  get head(): number {
    return Number(this.get("head"));
  }

  get state(): ConversationState {
    return this.json<ConversationState>("state");
  }

  /** When the last word was said. */
  get updatedAt(): number {
    return Number(this.get("updated_at"));
  }

  get language(): string {
    return this.json<string>("language");
  }

  /** Without what is personal in it: it goes to models and to Postgres. */
  get page(): PageFacts | null {
    const page = this.json<PageFacts | null>("page");
    return page && { url: maskPersonal(page.url.replace(/%40/g, "@")), title: maskPersonal(page.title) };
  }

  get vault(): Record<string, string> {
    return this.json<Record<string, string>>("vault");
  }

  get facts(): string[] {
    return this.json<string[]>("facts");
  }

  get spent(): number[] {
    return this.json<number[]>("spent");
  }

  get summary(): Summary | null {
    return this.get("summary") === null ? null : this.json<Summary>("summary");
  }

  set language(language: string) {
    this.keep("language", language);
  }

  set page(page: PageFacts | null) {
    this.keep("page", page);
  }

  set vault(vault: Record<string, string>) {
    this.keep("vault", vault);
  }

  set facts(facts: string[]) {
    this.keep("facts", facts);
  }

  set spent(times: number[]) {
    this.keep("spent", times);
  }

  set summary(summary: Summary) {
    this.keep("summary", summary);
  }

  transaction<T>(work: () => T): T {
    return this.storage.transactionSync(work);
  }

  nextTurn(): number {
    const turn = Number(this.get("turn")) + 1;
    put(this.storage, "turn", turn);
    return turn;
  }

  /** Adds a message and answers it with its place. */
  add(message: Omit<VisitorMessage, "seq">, kept: Kept): VisitorMessage {
    const shown = { seq: this.head + 1, ...message };
    put(this.storage, "head", shown.seq);
    this.write(shown, kept);
    put(this.storage, "updated_at", Math.max(this.updatedAt, message.at));
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
    put(this.storage, "updated_at", Math.max(this.updatedAt, now));
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
    return { conversation: this.kept(version), messages: rows.map(keptOf) };
  }

  markPushed(version: number, messages: readonly KeptMessage[]): void {
    put(this.storage, "pushed_version", version);
    for (const { seq, version: pushed } of messages) {
      this.storage.sql.exec("UPDATE messages SET pushed = ? WHERE seq = ? AND pushed < ?", pushed, seq, pushed);
    }
  }

  archive(now: number): void {
    this.keep("state", "archived");
    put(this.storage, "archived_at", now);
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
    put(this.storage, "emptied", 1);
  }

  get isEmptied(): boolean {
    return this.get("emptied") !== null;
  }

  /** The whole conversation as it is archived. */
  transcript(): { conversation: KeptConversation; messages: KeptMessage[] } {
    return { conversation: this.kept(Number(this.get("version"))), messages: this.after(0).map(keptOf) };
  }

  private kept(version: number): KeptConversation {
    const { tenantId: _tenant, conversationId: id, projectId, visitorId, anonymous, createdAt } = this.birth;
    const state = this.state;
    const rows = this.after(0);
    const first = rows.find(({ shown }) => shown.role === "visitor");
    const page = this.page;
    const archivedAt = this.get("archived_at");
    return {
      ...{ id, projectId, visitorId, anonymous, createdAt, version, state },
      visitorName: state === "erased" ? null : this.birth.name,
      language: this.language,
      pageUrl: page?.url ?? null,
      pageTitle: page?.title ?? null,
      lastSeq: this.head,
      turns: Number(this.get("turn")),
      preview: first?.kept.text.slice(0, PREVIEW_CHARS) ?? "",
      outcome: rows.findLast(({ shown }) => shown.outcome !== undefined)?.shown.outcome ?? null,
      ups: rows.filter(({ shown }) => shown.vote === "up").length,
      downs: rows.filter(({ shown }) => shown.vote === "down").length,
      updatedAt: this.updatedAt,
      archivedAt: archivedAt === null ? null : Number(archivedAt),
    };
  }

  private grow(): number {
    const version = Number(this.get("version")) + 1;
    put(this.storage, "version", version);
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

  private get(key: string): SqlStorageValue | null {
    const [row] = this.storage.sql
      .exec<{ value: SqlStorageValue }>("SELECT value FROM meta WHERE key = ?", key)
      .toArray();
    return row?.value ?? null;
  }

  private json<T>(key: string): T {
    return JSON.parse(String(this.get(key))) as T;
  }

  private keep(key: string, value: unknown): void {
    put(this.storage, key, JSON.stringify(value));
  }
}

const PREVIEW_CHARS = 200;

function put(storage: DurableObjectStorage, key: string, value: string | number): void {
  storage.sql.exec(
    "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    key,
    value,
  );
}

function keptOf({ shown: { id: _id, ...shown }, kept: { text, comment, trace }, version }: Row): KeptMessage {
  return { ...shown, text, version, ...(comment === undefined ? {} : { comment }), ...(trace ? { trace } : {}) };
}
