import type { VisitorMessage } from "../../../lib/assistant/protocol";
import { nextSentences } from "../core/sentences";
import { el } from "./dom";

const KEPT = 20;

/** The one place a screen reader is told from: each answer by sentence, each sentence once. The log itself is silent. */
export class Announcer {
  readonly element = el("div", { class: "hidden", role: "status", "aria-live": "polite", "aria-atomic": "false" });
  private seq = 0;
  private from = 0;
  private isDone = true;

  /** Old messages are not read out: from here on only what is new. */
  skip(messages: readonly VisitorMessage[]): void {
    const last = messages.at(-1);
    if (!last || last.seq < this.seq) return;
    this.seq = last.seq;
    this.from = last.state === "running" ? 0 : last.text.length;
    this.isDone = last.state !== "running";
  }

  hear(messages: readonly VisitorMessage[]): void {
    for (const message of messages) {
      if (message.role === "visitor" || message.seq < this.seq) continue;
      if (message.seq > this.seq || (this.isDone && message.state === "running")) {
        this.seq = message.seq;
        this.from = 0;
        this.isDone = false;
      }
      if (this.isDone) continue;
      this.isDone = message.state !== "running";
      const next = nextSentences(message.text, this.from, this.isDone);
      this.from = next.from;
      next.said.forEach((sentence) => this.say(sentence));
    }
  }

  say(sentence: string): void {
    this.element.append(el("p", {}, sentence));
    while (this.element.childElementCount > KEPT) this.element.firstElementChild?.remove();
  }
}
