import { linksOf, mayHaveLinks } from "@/lib/rooms/core/links";
import type { LinkPreview, RoomEvent } from "@/lib/rooms/protocol";
import { type ClientId, derivedId } from "@/lib/platform/ids";
import { errorFacts, log as logLine } from "@/lib/platform/log";
import type { RoomLog } from "./log";
import { type Speaker, Utterance } from "./speaker";

export interface PreviewSource {
  /** Whether the tenant wants previews. */
  allowed(): Promise<boolean>;
  read(url: string): Promise<LinkPreview | null>;
}

/** A look that was begun so often and never ended (the object restarted each time) is given up. */
const TRIES_MAX = 3;
const RETRY_AFTER_MS = 30_000;
const AT_ONCE = 4;

/** `due_at` null: nothing to do; the author took the preview away, and it stays away. */
const SCHEMA = `CREATE TABLE IF NOT EXISTS previews (
  target INTEGER PRIMARY KEY, seq INTEGER NOT NULL, tries INTEGER NOT NULL, due_at INTEGER) WITHOUT ROWID`;

interface Job extends Record<string, SqlStorageValue> {
  target: number;
  seq: number;
  tries: number;
}

/**
 * Looks at pages that messages link to, after and beside everything else: a row says that there is something to look
 * at, and the answer becomes an event. Whatever a page or the network does, the room does not wait for it.
 */
export class Previews {
  private readonly log: RoomLog;
  private readonly sql: SqlStorage;
  private readonly speaker: Speaker;
  private readonly source: PreviewSource;
  private readonly afterWrite: () => void;
  private active = 0;
  /** False until a row may be there: spares a query per look. */
  private maybeJobs = true;

  constructor(log: RoomLog, sql: SqlStorage, speaker: Speaker, source: PreviewSource, afterWrite: () => void) {
    this.log = log;
    this.sql = sql;
    this.speaker = speaker;
    this.source = source;
    this.afterWrite = afterWrite;
    sql.exec(SCHEMA);
  }

  /** Notes what an event of a person asks for. Call in the transaction that writes it. */
  note(event: RoomEvent): void {
    if (event.type === "message.created" && mayHaveLinks(event.body)) this.ask(event.seq, event.seq);
    else if (event.type === "message.edited" && mayHaveLinks(event.body)) this.ask(event.target, event.seq);
    else if (event.type === "message.edited" || event.type === "message.deleted") {
      this.sql.exec("DELETE FROM previews WHERE target = ? AND due_at IS NOT NULL", event.target);
    } else if (event.type === "message.previewed") {
      this.sql.exec(
        "INSERT INTO previews (target, seq, tries, due_at) VALUES (?, ?, 0, NULL) ON CONFLICT (target) DO UPDATE SET due_at = NULL",
        event.target,
        event.seq,
      );
    }
  }

  /** Milliseconds until something is due, 0 for now, null when there is nothing to look at. */
  dueInMs(now: number): number | null {
    if (!this.maybeJobs) return null;
    const [row] = this.sql.exec<{ due: number | null }>("SELECT min(due_at) AS due FROM previews").toArray();
    if (row?.due == null) {
      this.maybeJobs = false;
      return null;
    }
    const wait = Math.max(0, row.due - now);
    return this.active < AT_ONCE ? wait : Math.max(wait, RETRY_AFTER_MS);
  }

  /** Begins what is due, as far as there is room; a page that hangs holds up no other. Never throws. */
  async pump(): Promise<void> {
    await Promise.all(this.begin().map((job) => this.handle(job)));
  }

  private ask(target: number, seq: number): void {
    this.maybeJobs = true;
    this.sql.exec(
      `INSERT INTO previews (target, seq, tries, due_at) VALUES (?, ?, 0, ?)
       ON CONFLICT (target) DO UPDATE SET seq = excluded.seq, tries = 0, due_at = excluded.due_at WHERE due_at IS NOT NULL`,
      target,
      seq,
      Date.now(),
    );
  }

  private async handle(job: Job): Promise<void> {
    this.active++;
    try {
      if (await this.source.allowed()) await this.look(job);
      this.end(job);
    } catch (error) {
      // Postgres or the runtime, not the page: looked at again later.
      logLine({ event: "room.preview_failed", level: "warn", roomId: this.log.meta.roomId, ...errorFacts(error) });
    } finally {
      this.active--;
      // What had to wait for a place is due now.
      this.afterWrite();
    }
  }

  /** Counts the try first: a page that fells the object is not looked at for ever. */
  private begin(): Job[] {
    const now = Date.now();
    this.sql.exec("DELETE FROM previews WHERE tries >= ? AND due_at IS NOT NULL", TRIES_MAX);
    const jobs = this.sql
      .exec<Job>(
        "SELECT target, seq, tries FROM previews WHERE due_at <= ? ORDER BY due_at LIMIT ?",
        now,
        AT_ONCE - this.active,
      )
      .toArray();
    for (const { target } of jobs) {
      this.sql.exec("UPDATE previews SET tries = tries + 1, due_at = ? WHERE target = ?", now + RETRY_AFTER_MS, target);
    }
    return jobs;
  }

  private end({ target, seq }: Job): void {
    this.sql.exec("DELETE FROM previews WHERE target = ? AND seq = ? AND due_at IS NOT NULL", target, seq);
  }

  private async look(job: Job): Promise<void> {
    const [text] = this.log.texts(job.seq, job.seq);
    const said = text === undefined ? null : (JSON.parse(text) as RoomEvent);
    const links = said && "body" in said ? linksOf(said.body) : [];
    const read = await Promise.all(links.map((url) => this.source.read(url).catch(() => null)));
    const previews = read.filter((preview) => preview !== null);
    if (said && previews.length > 0)
      this.write(job, said, previews, await derivedId<ClientId>(said.clientId, "message.previewed"));
  }

  /** One synchronous step. A message that changed or went, or whose preview was taken away meanwhile, gets none. */
  private write(job: Job, { author }: RoomEvent, previews: LinkPreview[], clientId: ClientId): void {
    const wanted = this.sql
      .exec("SELECT 1 FROM previews WHERE target = ? AND seq = ? AND due_at IS NOT NULL", job.target, job.seq)
      .toArray();
    if (wanted.length === 0 || this.log.original(author, clientId)) return;
    const before = this.log.head;
    const said = new Utterance();
    this.log.transaction(() => {
      const draft = { type: "message.previewed", target: job.target, previews } as const;
      said.common.push(this.log.append(draft, { at: Date.now(), author, clientId }).json);
    });
    this.speaker.speak(said, before);
    this.afterWrite();
  }
}
