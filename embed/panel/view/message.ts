import type { VisitorMessage } from "../../../lib/assistant/protocol";
import type { Pending } from "../core/chat";
import { safeUrl } from "../core/links";
import { fill, type Texts } from "../texts/en";
import type { AnswerTools, OpenAnswerText } from "./answer-text";
import { timeOf } from "./clock";
import { copyButton } from "./copy-text";
import { el, iconButton } from "./dom";
import { openFeedback } from "./feedback";
import { openSources } from "./sources";

export interface MessageContext {
  texts: Texts;
  language: string;
  /** Who answers where no person does. */
  assistant: string;
  vote(seq: number, vote: "up" | "down" | null, comment?: string): void;
  /** How answers are written. */
  answerText(): OpenAnswerText;
  regenerate(): void;
  resend(id: string): void;
}

export interface MessageView {
  readonly element: HTMLElement;
  show(message: VisitorMessage, isLast: boolean): void;
}

/** One message of the conversation. An answer is written on, never rendered anew while it grows. */
export function openMessage(first: VisitorMessage, context: MessageContext): MessageView {
  const { texts } = context;
  return first.role === "visitor" || first.role === "notice"
    ? plainMessage(first, context)
    : answerMessage(first, context, texts);
}

function plainMessage(first: VisitorMessage, { texts, language }: MessageContext): MessageView {
  const isMine = first.role === "visitor";
  const element = el(
    "article",
    { class: isMine ? "mine" : "notice", "aria-label": isMine ? texts.you : undefined },
    el("div", { class: "bubble", dir: "auto" }, first.text),
    isMine && el("div", { class: "meta" }, timeOf(first.at, language, Date.now())),
  );
  return {
    element,
    show({ text }) {
      const bubble = element.firstElementChild;
      if (bubble && bubble.textContent !== text) bubble.textContent = text;
    },
  };
}

function answerMessage(first: VisitorMessage, context: MessageContext, texts: Texts): MessageView {
  const name = first.name ?? context.assistant;
  const sources = openSources(texts);
  const feedback = openFeedback(texts, (vote, comment) => context.vote(first.seq, vote, comment));
  let message = first;
  const tools: AnswerTools = {
    el,
    safeUrl,
    copyButton: (label, text) => copyButton(texts, label, text),
    onSource: sources.toggle,
  };
  let body = context.answerText()(texts, tools);
  let written = "";
  let isWhole = false;

  const again = iconButton("again", texts.again, context.regenerate);
  const bar = el(
    "div",
    { class: "tools" },
    copyButton(texts, texts.copy, () => message.text),
    ...feedback.buttons,
    again,
    timeOf(first.at, context.language, Date.now()),
  );
  const fault = el("p", { class: "fault" });
  const element = el(
    "article",
    { class: "answer", "aria-label": name },
    body.element,
    fault,
    sources.element,
    bar,
    feedback.form,
  );

  return {
    element,
    show(next, isLast) {
      message = next;
      const isRunning = next.state === "running";
      if (isWhole || !next.text.startsWith(written)) {
        if (next.text !== written || isRunning) {
          const anew = context.answerText()(texts, tools);
          body.element.replaceWith(anew.element);
          body = anew;
          written = "";
          isWhole = false;
        }
      }
      if (next.text.length > written.length) body.write(next.text.slice(written.length));
      written = next.text;
      if (isRunning && element.classList.contains("running")) return;
      element.classList.toggle("running", isRunning);
      bar.hidden = isRunning;
      sources.show(isRunning ? [] : next.citations);
      sources.element.hidden = isRunning || next.citations.length === 0;
      fault.hidden = next.state !== "failed" && next.state !== "stopped";
      if (isRunning) return;
      if (!isWhole) body.end(new Set(next.citations.map(({ n }) => n)));
      isWhole = true;
      again.hidden = !isLast || next.role === "agent";
      feedback.show(next.vote);
      fault.textContent = next.state === "stopped" ? texts.stopped : faultOf(next, texts);
    },
  };
}

function faultOf({ error }: VisitorMessage, texts: Texts): string {
  return error?.message ? `${texts.answerFailed} ${error.message}` : texts.answerFailed;
}

/** What the visitor wrote and nobody has confirmed. */
export function pendingMessage(
  { id, text, at, error }: Pending,
  isConnected: boolean,
  { texts, language, resend }: MessageContext,
): HTMLElement {
  const said = error ? errorText(error, texts) : isConnected ? texts.sending : texts.waiting;
  return el(
    "article",
    { class: error ? "mine failed" : "mine sending", "aria-label": texts.you },
    el("div", { class: "bubble", dir: "auto" }, text),
    el(
      "div",
      { class: "meta" },
      said,
      " ",
      error
        ? el("button", { type: "button", class: "small plain", onclick: () => resend(id) }, texts.retry)
        : timeOf(at, language, Date.now()),
    ),
  );
}

/** In plain words why something was refused; the server's own where there are no better ones. */
export function errorText({ code, message }: { code: string; message: string }, texts: Texts): string {
  if (code === "rate_limited" || code === "quota_exceeded") return texts.busy;
  if (code === "internal") return texts.broken;
  return fill("{failed} {message}", { failed: texts.failed, message });
}
