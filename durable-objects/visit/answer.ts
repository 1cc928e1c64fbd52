import type { AnswerTrace } from "@/lib/assistant/kept";
import type { Citation, ServerFrame, VisitorMessage } from "@/lib/assistant/protocol";
import { hidden } from "@/lib/assistant/core/hidden";
import { cleanText } from "@/lib/sessions/core/text";
import { Deltas } from "./deltas";
import type { Kept } from "./kept";
import type { VisitStore } from "./store";

/** A running answer is kept after so many characters, or so long after it was kept last: a death loses no more. */
const KEEP_CHARS = 300;
const KEEP_MS = 400;

const NO_TRACE: AnswerTrace = {
  ...{ confidence: null, method: null, retrievalMs: null, passages: [] },
  ...{ model: null, provider: null, routeReason: null, firstTokenMs: null, totalMs: null },
  ...{ intent: null, sentiment: null, redacted: [], injection: 0, refused: null, droppedQuotes: 0 },
};

interface Parts {
  store: VisitStore;
  shown: VisitorMessage;
  kept: Kept;
  /** Deltas that come within it are one. */
  joinMs: number;
  tell(frame: ServerFrame): void;
  now(): number;
}

export type Ending =
  | { state: "complete"; outcome: NonNullable<VisitorMessage["outcome"]>; citations: readonly Citation[] }
  | { state: "stopped"; citations: readonly Citation[] }
  | { state: "failed"; citations: readonly Citation[]; error: { code: string; message: string } };

/** The answer that is being written: its row, and those who read along. */
export class RunningAnswer {
  readonly trace: AnswerTrace;
  private readonly parts: Parts;
  private shown: VisitorMessage;
  private kept: Kept;
  private readonly deltas: Deltas;
  private saved: { chars: number; at: number };
  private over = false;

  constructor(parts: Parts) {
    this.parts = parts;
    this.shown = parts.shown;
    this.kept = parts.kept;
    this.trace = { ...NO_TRACE };
    this.saved = { chars: 0, at: parts.now() };
    this.deltas = new Deltas(parts.joinMs, (delta) => parts.tell({ type: "delta", seq: this.seq, ...delta }));
  }

  get seq(): number {
    return this.shown.seq;
  }

  get isOver(): boolean {
    return this.over;
  }

  get text(): string {
    return this.shown.text;
  }

  /** For somebody who comes now: everybody else is told as much first. */
  toldSoFar(): VisitorMessage {
    this.deltas.flush();
    return this.shown;
  }

  say(words: string): void {
    const text = cleanText(words);
    if (this.over || text === "") return;
    const at = this.shown.text.length;
    this.shown = { ...this.shown, text: this.shown.text + text };
    const now = this.parts.now();
    // Not each word: what is sent waits until what was written before it is safe.
    if (this.shown.text.length - this.saved.chars >= KEEP_CHARS || now - this.saved.at >= KEEP_MS) {
      this.parts.store.write(this.shown, this.kept);
      this.saved = { chars: this.shown.text.length, at: now };
    }
    this.deltas.add({ at, text });
  }

  /** Another text in place of what there was. */
  replace(text: string): void {
    if (this.over) return;
    this.shown = { ...this.shown, text };
  }

  end({ state, citations, ...rest }: Ending): void {
    if (this.over) return;
    this.over = true;
    this.deltas.drop();
    const { store, tell } = this.parts;
    this.shown = { ...this.shown, ...rest, state, citations: [...citations] };
    this.kept = { ...this.kept, text: hidden(this.shown.text, store.vault), trace: this.trace };
    store.transaction(() => {
      store.write(this.shown, this.kept);
      store.touch(this.parts.now());
    });
    tell({ type: "message", message: this.shown });
  }
}
