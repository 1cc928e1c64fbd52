import type { VisitorMessage } from "../../../lib/assistant/protocol";
import { nextSentences } from "../core/sentences";
import { el } from "./dom";

const KEPT = 20;

/** The one place a screen reader is told from: each answer by sentence, each sentence once. The log itself is silent. */
export class Announcer {
  readonly element = el("div", { class: "hidden", role: "status", "aria-live": "polite", "aria-atomic": "false" });
  private seq = 0;
  private from = 0;
  /** The text that was read out whole; null while one is read. */
  private whole: string | null = "";

  /** What was said before the panel came is not read out; what was missed since then is. */
  skip(messages: readonly VisitorMessage[]): void {
    const last = messages.at(-1);
    if (!last || this.seq > 0) return;
    this.seq = last.seq;
    this.from = 0;
    this.whole = last.state === "running" ? null : last.text;
  }

  /** Another conversation begins. */
  forget(): void {
    this.seq = 0;
    this.whole = "";
  }

  hear(messages: readonly VisitorMessage[]): void {
    for (const { role, seq, state, text } of messages) {
      if (role === "visitor" || seq < this.seq) continue;
      const isAnew = this.whole !== null && (state === "running" || text !== this.whole);
      if (seq > this.seq || isAnew) {
        this.seq = seq;
        this.from = 0;
        this.whole = null;
      }
      if (this.whole !== null) continue;
      const next = nextSentences(text, this.from, state !== "running");
      this.from = next.from;
      if (state !== "running") this.whole = text;
      next.said.forEach((sentence) => this.say(sentence));
    }
  }

  say(sentence: string): void {
    this.element.append(el("p", {}, sentence));
    while (this.element.childElementCount > KEPT) this.element.firstElementChild?.remove();
  }
}
