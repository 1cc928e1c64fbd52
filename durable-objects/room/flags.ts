import type { NewReport } from "@/lib/moderation/server/file-report";
import { derivedId } from "@/lib/platform/ids";
import { errorFacts, log as logLine } from "@/lib/platform/log";
import { backoffMs } from "@/lib/platform/backoff";
import type { RoomEvent } from "@/lib/rooms/protocol";
import type { RoomLog } from "./log";

/** Keeps a report in Postgres; a repeat changes nothing. */
export type ReportSink = (report: NewReport) => Promise<void>;

const AT_ONCE = 20;

/** `seq` is the event that wrote the text, `words` what the filter found in it. */
const SCHEMA = `CREATE TABLE IF NOT EXISTS flags (
  seq INTEGER PRIMARY KEY, words TEXT NOT NULL, tries INTEGER NOT NULL, due_at INTEGER NOT NULL) WITHOUT ROWID`;

interface Flag extends Record<string, SqlStorageValue> {
  seq: number;
  words: string;
  tries: number;
}

/**
 * Messages the word filter let through and reports: a row says so from the transaction that wrote the message until the
 * report is in Postgres, so that neither sleep nor an outage loses one.
 */
export class Flags {
  private readonly log: RoomLog;
  private readonly sql: SqlStorage;
  private readonly sink: ReportSink;
  private running: Promise<void> | null = null;
  /** False until a row may be there: spares a query per look. */
  private maybeRows = true;

  constructor(log: RoomLog, sql: SqlStorage, sink: ReportSink) {
    this.log = log;
    this.sql = sql;
    this.sink = sink;
    sql.exec(SCHEMA);
  }

  /** Notes a message that is to be reported. Call in the transaction that writes it. */
  note(event: RoomEvent, words: readonly string[]): void {
    this.maybeRows = true;
    this.sql.exec(
      "INSERT INTO flags (seq, words, tries, due_at) VALUES (?, ?, 0, ?)",
      event.seq,
      JSON.stringify(words),
      event.at,
    );
  }

  /** Milliseconds until something is due, 0 for now, null when there is nothing to report. */
  dueInMs(now: number): number | null {
    if (!this.maybeRows || this.running) return null;
    const [row] = this.sql.exec<{ due: number | null }>("SELECT min(due_at) AS due FROM flags").toArray();
    if (row?.due == null) {
      this.maybeRows = false;
      return null;
    }
    return Math.max(0, row.due - now);
  }

  /** Reports what is due, one batch at a time. Never throws. */
  pump(): Promise<void> {
    this.running ??= this.run().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async run(): Promise<void> {
    const flags = this.sql
      .exec<Flag>("SELECT seq, words, tries FROM flags WHERE due_at <= ? ORDER BY seq LIMIT ?", Date.now(), AT_ONCE)
      .toArray();
    for (const flag of flags) {
      try {
        const report = await this.reportOf(flag);
        if (report) await this.sink(report);
        this.sql.exec("DELETE FROM flags WHERE seq = ?", flag.seq);
      } catch (error) {
        logLine({ event: "room.report_failed", level: "warn", roomId: this.log.meta.roomId, ...errorFacts(error) });
        const tries = flag.tries + 1;
        const dueAt = Date.now() + backoffMs(tries, Math.random(), "outage");
        this.sql.exec("UPDATE flags SET tries = ?, due_at = ? WHERE seq = ?", tries, dueAt, flag.seq);
      }
    }
  }

  private async reportOf({ seq, words }: Flag): Promise<NewReport | null> {
    const event = this.log.event(seq);
    if (event?.type !== "message.created" && event?.type !== "message.edited") return null;
    const message = event.type === "message.edited" ? this.log.event(event.target) : event;
    if (!message) return null;
    const { roomId } = this.log.meta;
    return {
      id: await derivedId("filter", roomId, String(seq)),
      roomId,
      seq: message.seq,
      author: message.author,
      writtenAt: message.at,
      body: event.body,
      reporter: null,
      reason: null,
      note: "",
      words: JSON.parse(words) as string[],
      at: event.at,
    };
  }
}
