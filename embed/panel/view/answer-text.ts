import type { safeUrl } from "../core/links";
import type { Texts } from "../texts/en";
import { el } from "./dom";

/** The growing text of an answer. */
export interface AnswerText {
  readonly element: HTMLElement;
  write(piece: string): void;
  /** Nothing follows. `sources`: the numbers that mean one; other numbers in brackets are text again. */
  end(sources: ReadonlySet<number>): void;
}

export interface AnswerTools {
  el: typeof el;
  safeUrl: typeof safeUrl;
  copyButton(label: string, text: () => string): HTMLButtonElement;
  onSource(n: number, button: HTMLButtonElement): void;
}

export type OpenAnswerText = (texts: Texts, tools: AnswerTools) => AnswerText;

/** Where the renderer of Markdown cannot be loaded: the text as it was written. */
export const openPlainText: OpenAnswerText = () => {
  const element = el("div", { class: "bubble", dir: "auto" });
  return { element, write: (piece) => element.append(piece), end: () => undefined };
};
