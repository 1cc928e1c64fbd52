import type { FinishReason, WireToolCall, WireUsage } from "@/lib/models/protocol";
import { cleanText } from "@/lib/sessions/core/text";
import type { SessionMessage } from "@/lib/sessions/protocol";
import type { PostAsk } from "@/lib/sessions/server/objects";
import type { SessionStore } from "./store";

/** A partial answer is kept after so many characters, or so long after it was kept last. */
const KEEP_CHARS = 1_000;
const KEEP_MS = 1_000;

export interface TurnError {
  code: string;
  message: string;
}

/** The rows of one turn: the question, the message that is being written, and what tools said. */
export class TurnLog {
  /** Zero until the question is written. */
  turn = 0;
  private readonly store: SessionStore;
  private readonly ask: PostAsk;
  private readonly now: () => number;
  private open: SessionMessage | null = null;
  private kept = { chars: 0, at: 0 };

  constructor(store: SessionStore, ask: PostAsk, now: () => number) {
    this.store = store;
    this.ask = ask;
    this.now = now;
  }

  /** The question, while it is not written. */
  get draft(): SessionMessage | null {
    if (this.turn > 0) return null;
    const { sessionId } = this.store.birth;
    const place = { object: "session.message" as const, session_id: sessionId, seq: this.store.head + 1 };
    return { ...place, ...this.question(Number.MAX_SAFE_INTEGER) };
  }

  /** Writes the question, the first time, and the message that a model call is about to write. */
  begin(): void {
    const { store, ask } = this;
    store.transaction(() => {
      if (this.turn === 0) {
        this.turn = store.nextTurn();
        store.turns.start(this.turn, ask.idempotencyKey, ask.bodyHash, this.now());
        store.add(this.question(this.turn));
      }
      const at = this.now();
      this.open = store.add({ turn: this.turn, role: "assistant", content: "", status: "running", created_at: at });
      this.kept = { chars: 0, at };
    });
  }

  name(model: string): void {
    if (this.open) this.open = { ...this.open, model };
  }

  /** Adds to the message, and keeps it now and then, so that a death loses little. True: it is the message's first text. */
  say(text: string): boolean {
    if (!this.open) return false;
    const isFirst = this.open.content === "";
    this.open = { ...this.open, content: this.open.content + text };
    const now = this.now();
    const { length } = this.open.content;
    if (length - this.kept.chars >= KEEP_CHARS || now - this.kept.at >= KEEP_MS) {
      this.store.write(this.open);
      this.kept = { chars: length, at: now };
    }
    return isFirst;
  }

  finish(calls: WireToolCall[], finish: FinishReason, usage: WireUsage): void {
    if (!this.open) return;
    const made = calls.length > 0 ? { tool_calls: calls } : {};
    this.store.write({ ...this.open, ...made, status: "complete", finish_reason: finish, usage });
    this.open = null;
  }

  addResults(calls: readonly WireToolCall[], results: readonly string[]): void {
    this.store.transaction(() => {
      for (const [at, call] of calls.entries()) {
        this.store.add({
          turn: this.turn,
          role: "tool",
          content: cleanText(results[at] ?? ""),
          tool_call_id: call.id,
          name: call.function.name,
          status: "complete",
          created_at: this.now(),
        });
      }
    });
  }

  end(answer: string): void {
    this.store.turns.end(this.turn, answer);
  }

  /** Writes that the turn ended early. `answer` is what a repeat is told, where something came of it. */
  fail(error: TurnError, answer: string): void {
    if (this.turn === 0) return;
    if (this.open) this.store.write(this.open);
    endEarly(this.store, this.turn, error, answer);
  }

  private question(turn: number): Omit<SessionMessage, "object" | "session_id" | "seq"> {
    return { turn, role: "user", content: this.ask.post.content, status: "complete", created_at: this.now() };
  }
}

/**
 * Closes what a turn left open: `aborted` with the text there is. Where nothing at all came of it, its question counts as
 * not asked, and its key may be used again.
 */
export function endEarly(store: SessionStore, turn: number, error: TurnError, answer: string): void {
  store.transaction(() => {
    const rows = store.ofTurn(turn);
    const cameToSomething = rows.some(
      ({ role, content }) => role === "tool" || (role === "assistant" && content !== ""),
    );
    for (const row of rows) {
      if (row.status === "running") store.write({ ...row, status: row.content === "" ? "failed" : "aborted", error });
      else if (row.role === "user" && !cameToSomething) store.write({ ...row, status: "failed" });
    }
    store.turns.end(turn, cameToSomething ? answer : null);
  });
}
