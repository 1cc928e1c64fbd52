import type { ProjectedSession } from "@/db/queries/sessions";
import type { Summary } from "@/lib/sessions/core/context";
import type { KeyId, SessionId, TenantId } from "@/lib/platform/ids";
import type { SessionMessage, SessionView } from "@/lib/sessions/protocol";
import type { SessionBirth, SessionSettings } from "@/lib/sessions/server/objects";
import { CONVERSATION_SCHEMA } from "./schema";
import { TurnRows } from "./turn-rows";

/** What a new message says; its place is given by the store. */
export type NewMessage = Omit<SessionMessage, "object" | "session_id" | "seq">;

interface Birth {
  tenantId: TenantId;
  sessionId: SessionId;
  keyId: KeyId;
  createdAt: number;
  bodyHash: string;
}

/** The rows of one session. Everything is read from here: nothing of it is kept in memory. */
export class SessionStore {
  readonly birth: Birth;
  readonly turns: TurnRows;
  private readonly storage: DurableObjectStorage;

  /** The session, or null while unborn. */
  static find(storage: DurableObjectStorage): SessionStore | null {
    const born = storage.sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'meta'").toArray().length > 0;
    return born ? new SessionStore(storage) : null;
  }

  static bear(storage: DurableObjectStorage, { settings, ...birth }: SessionBirth): SessionStore {
    storage.transactionSync(() => {
      storage.sql.exec(CONVERSATION_SCHEMA);
      const facts = { birth, settings, head: 0, turn: 0, reset_seq: 0, pushed: 0, version: 1, pushed_version: 0 };
      for (const [key, value] of Object.entries({ ...facts, updated_at: birth.createdAt })) {
        const kept = typeof value === "number" ? value : JSON.stringify(value);
        storage.sql.exec("INSERT INTO meta (key, value) VALUES (?, ?)", key, kept);
      }
    });
    return new SessionStore(storage);
  }

  private constructor(storage: DurableObjectStorage) {
    this.storage = storage;
    this.turns = new TurnRows(storage.sql);
    this.birth = JSON.parse(String(this.get("birth"))) as Birth;
  }

  get settings(): SessionSettings {
    return JSON.parse(String(this.get("settings"))) as SessionSettings;
  }

  get head(): number {
    return Number(this.get("head"));
  }

  get resetSeq(): number {
    return Number(this.get("reset_seq"));
  }

  get isDeleted(): boolean {
    return this.get("deleted_at") !== null;
  }

  get summary(): Summary | null {
    const text = this.get("summary");
    return text === null ? null : (JSON.parse(String(text)) as Summary);
  }

  set summary(summary: Summary) {
    this.set("summary", JSON.stringify(summary));
  }

  /** How many messages there are. */
  get count(): number {
    return this.head - this.resetSeq;
  }

  get view(): SessionView {
    const { title, model, instructions, user, metadata, tools } = this.settings;
    return {
      id: this.birth.sessionId,
      object: "session",
      title,
      model,
      instructions,
      user,
      metadata,
      tools,
      status: this.turns.running().length > 0 ? "running" : "idle",
      last_seq: this.head,
      created_at: this.birth.createdAt,
      updated_at: Number(this.get("updated_at")),
    };
  }

  transaction<T>(work: () => T): T {
    return this.storage.transactionSync(work);
  }

  /** The number of a new turn. */
  nextTurn(): number {
    const turn = Number(this.get("turn")) + 1;
    this.set("turn", turn);
    return turn;
  }

  /** Adds a message and answers it with its place. */
  add(message: NewMessage): SessionMessage {
    const seq = this.head + 1;
    const whole: SessionMessage = { object: "session.message", session_id: this.birth.sessionId, seq, ...message };
    this.write(whole);
    this.set("head", seq);
    this.touch(message.created_at);
    return whole;
  }

  /** Replaces a message that was still open. */
  write(message: SessionMessage): void {
    this.storage.sql.exec(
      "INSERT INTO messages (seq, turn, open, data) VALUES (?, ?, ?, ?) ON CONFLICT (seq) DO UPDATE SET open = excluded.open, data = excluded.data",
      message.seq,
      message.turn,
      message.status === "running" ? 1 : 0,
      JSON.stringify(message),
    );
  }

  /** Messages that are still being written. */
  open(): SessionMessage[] {
    return this.read("SELECT data FROM messages WHERE open = 1 ORDER BY seq");
  }

  after(seq: number, limit: number): SessionMessage[] {
    return this.read("SELECT data FROM messages WHERE seq > ? ORDER BY seq LIMIT ?", seq, limit);
  }

  /** In order; the newest ones before a place. */
  before(seq: number, limit: number): SessionMessage[] {
    return this.read("SELECT data FROM messages WHERE seq < ? ORDER BY seq DESC LIMIT ?", seq, limit).toReversed();
  }

  ofTurn(turn: number): SessionMessage[] {
    return this.read("SELECT data FROM messages WHERE turn = ? ORDER BY seq", turn);
  }

  /** Keeps what comes from outside until no turn runs; once for each id. */
  keepWaiting(id: string, data: string): void {
    this.storage.sql.exec(
      "INSERT INTO waiting (id, data, added) VALUES (?, ?, 0) ON CONFLICT (id) DO NOTHING",
      id,
      data,
    );
  }

  /** What has no message yet. */
  takeWaiting(): string[] {
    const rows = this.storage.sql
      .exec<{ data: string }>("SELECT data FROM waiting WHERE added = 0 ORDER BY rowid")
      .toArray();
    if (rows.length > 0) this.storage.sql.exec("UPDATE waiting SET added = 1, data = '' WHERE added = 0");
    return rows.map(({ data }) => data);
  }

  /** Forgets every message; places go on. */
  reset(now: number): void {
    this.set("reset_seq", this.head);
    this.forgetMessages();
    this.touch(now);
  }

  /** Forgets everything but that it was there. */
  forget(now: number): void {
    this.set("deleted_at", now);
    this.set("reset_seq", this.head);
    this.set(
      "settings",
      JSON.stringify({ title: "", model: null, instructions: "", user: null, metadata: {}, tools: [] }),
    );
    this.forgetMessages();
    this.touch(now);
  }

  /** What Postgres lacks: messages in order up to the first of a turn that still runs. Null when it has everything. */
  unpushed(limit: number, charsMax: number): { session: ProjectedSession; messages: SessionMessage[] } | null {
    const pushed = Number(this.get("pushed"));
    const messages: SessionMessage[] = [];
    let chars = 0;
    for (const { data, open } of this.storage.sql.exec<{ data: string; open: number }>(
      `SELECT data, open OR EXISTS (SELECT 1 FROM turns t WHERE t.turn = m.turn AND t.answer IS NULL) AS open
         FROM messages m WHERE seq > ? ORDER BY seq LIMIT ?`,
      pushed,
      limit,
    )) {
      chars += data.length;
      if (open === 1 || (messages.length > 0 && chars > charsMax)) break;
      messages.push(JSON.parse(data) as SessionMessage);
    }
    const version = Number(this.get("version"));
    if (messages.length === 0 && version <= Number(this.get("pushed_version"))) return null;
    return { session: this.projected(version), messages };
  }

  markPushed(version: number, messages: readonly SessionMessage[]): void {
    this.set("pushed_version", version);
    const last = messages.at(-1)?.seq ?? 0;
    if (last > Number(this.get("pushed"))) this.set("pushed", last);
  }

  private projected(version: number): ProjectedSession {
    const { tenantId: _tenant, bodyHash: _hash, sessionId: id, ...birth } = this.birth;
    const deletedAt = this.get("deleted_at");
    return {
      id,
      ...birth,
      ...this.settings,
      version,
      lastSeq: this.head,
      resetSeq: this.resetSeq,
      updatedAt: Number(this.get("updated_at")),
      deletedAt: deletedAt === null ? null : Number(deletedAt),
    };
  }

  private forgetMessages(): void {
    for (const table of ["messages", "turns", "waiting"]) this.storage.sql.exec(`DELETE FROM ${table}`);
    this.storage.sql.exec("DELETE FROM meta WHERE key = 'summary'");
    this.set("pushed", this.head);
  }

  private touch(now: number): void {
    this.set("updated_at", now);
    this.set("version", Number(this.get("version")) + 1);
  }

  private get(key: string): SqlStorageValue | null {
    const [row] = this.storage.sql
      .exec<{ value: SqlStorageValue }>("SELECT value FROM meta WHERE key = ?", key)
      .toArray();
    return row?.value ?? null;
  }

  private set(key: string, value: string | number): void {
    this.storage.sql.exec(
      "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
      key,
      value,
    );
  }

  private read(query: string, ...values: SqlStorageValue[]): SessionMessage[] {
    return this.storage.sql
      .exec<{ data: string }>(query, ...values)
      .toArray()
      .map(({ data }) => JSON.parse(data) as SessionMessage);
  }
}
