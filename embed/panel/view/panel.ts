import type { EmbedConfig } from "../../../lib/projects/protocol";
import type { Chat } from "../core/chat";
import { runningOf } from "../core/chat";
import type { LinkState } from "../link/link";
import type { Texts } from "../texts/en";
import { Announcer } from "./announcer";
import { openBanner } from "./banner";
import { openComposer, type Composer } from "./composer";
import { el, iconButton } from "./dom";
import { openGrip } from "./grip";
import { openLog } from "./log";
import { openMenu } from "./menu";
import type { MessageContext } from "./message";

export interface PanelParts extends Pick<MessageContext, "answerText" | "vote" | "regenerate" | "resend"> {
  config: EmbedConfig;
  texts: Texts;
  needsConsent: boolean;
  menu(): { label: string; run(): void }[];
  agree(): void;
  close(): void;
  history(): void;
  resize(size: { width: number; height: number }): void;
  retry(): void;
  send(text: string): void;
  stop(): void;
  /** The visitor writes. */
  writing(): void;
}

export interface PanelView {
  readonly announcer: Announcer;
  readonly challenge: HTMLElement;
  readonly composer: Composer;
  show(chat: Chat, state: LinkState): void;
  setFull(isFull: boolean): void;
  focus(): void;
}

/** Builds the panel into the document's body: a dialog with header, conversation, composer. */
export function openPanel(parts: PanelParts): PanelView {
  const { config, texts } = parts;
  const { theme } = config;
  const announcer = new Announcer();
  const banner = openBanner(texts, parts.retry);
  const menu = openMenu(texts, parts.menu);
  const title = el("h1", { id: "title", tabindex: -1, dir: "auto" }, config.texts.name);
  const suggestions = el("div", { class: "suggestions", role: "group", "aria-label": texts.suggestions });
  const greeting = el("div", { class: "greeting" }, el("p", { dir: "auto" }, config.texts.greeting), suggestions);
  const log = openLog({
    texts,
    language: config.language,
    assistant: config.texts.name,
    answerText: parts.answerText,
    vote: parts.vote,
    regenerate: parts.regenerate,
    resend: parts.resend,
    greeting,
    history: parts.history,
  });
  const composer = openComposer({
    texts,
    placeholder: config.texts.placeholder,
    onSend: parts.send,
    onStop: parts.stop,
    onInput: parts.writing,
  });
  for (const text of config.texts.suggestions) {
    const choose = () => {
      parts.send(text);
      composer.field.focus();
    };
    suggestions.append(el("button", { type: "button", dir: "auto", onclick: choose }, text));
  }
  const challenge = el("div", { class: "challenge", role: "group", "aria-label": texts.challenge });
  challenge.hidden = true;
  const notice = el("p", { class: "small-print", dir: "auto" }, config.texts.notice);
  notice.hidden = config.texts.notice === "";
  const consent = el(
    "div",
    { class: "consent" },
    el("button", { type: "button", class: "primary", onclick: agree }, texts.agree),
  );
  const isClosed = config.state !== "open";
  const closedLine = el("p", { class: "closed", role: "status" }, texts.paused);
  const foot = el("div", { class: "foot" }, challenge);
  if (isClosed) foot.append(closedLine);
  else if (parts.needsConsent) foot.append(notice, consent);
  else foot.append(composer.element, notice);

  const panel = el(
    "div",
    { class: "panel", role: "dialog", "aria-labelledby": "title" },
    openGrip(texts, theme.position === "left", parts.resize),
    el(
      "div",
      { class: "head" },
      theme.logoUrl !== null && el("img", { src: theme.logoUrl, alt: "", width: 24, height: 24 }),
      title,
      menu.button,
      iconButton("close", texts.close, parts.close),
    ),
    menu.list,
    banner.element,
    log.element,
    foot,
    announcer.element,
  );
  document.body.append(panel);

  function agree(): void {
    consent.remove();
    foot.prepend(composer.element);
    suggestions.hidden = false;
    parts.agree();
    composer.field.focus();
  }
  suggestions.hidden = isClosed || parts.needsConsent;

  let isFull = false;
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !menu.close()) parts.close();
    if (event.key === "Tab" && isFull) keepFocus(panel, event);
  });
  return {
    announcer,
    challenge,
    composer,
    show(chat, state) {
      banner.show(isClosed ? { is: "idle" } : state);
      log.show(chat, state.is === "open" || state.is === "connecting" || state.is === "idle");
      composer.setRunning(runningOf(chat) !== undefined);
      const hasWords = chat.messages.length + chat.pending.length > 0;
      suggestions.hidden = hasWords || isClosed || consent.isConnected || config.texts.suggestions.length === 0;
    },
    setFull(next) {
      isFull = next;
      panel.classList.toggle("full", next);
      if (next) panel.setAttribute("aria-modal", "true");
      else panel.removeAttribute("aria-modal");
    },
    focus() {
      // On a phone the keyboard would hide half of what there is to read.
      if (composer.element.isConnected && !isFull) composer.field.focus();
      else title.focus();
    },
  };
}

/** Over the whole window there is nothing beside the panel: Tab goes round. */
function keepFocus(panel: HTMLElement, event: KeyboardEvent): void {
  const all = [...panel.querySelectorAll<HTMLElement>("button,a[href],textarea,[tabindex='0']")].filter(
    (each) => each.checkVisibility() && !(each as HTMLButtonElement).disabled,
  );
  const [first, last] = [all[0], all.at(-1)];
  const at = document.activeElement;
  if (event.shiftKey ? at === first || at?.id === "title" : at === last) {
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  }
}
