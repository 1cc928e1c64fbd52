import type { VisitorMessage } from "../../../lib/assistant/protocol";
import type { Chat } from "../core/chat";
import { el, iconButton } from "./dom";
import { openMessage, pendingMessage, type MessageContext, type MessageView } from "./message";

const NEAR_END_PX = 40;

export interface LogView {
  readonly element: HTMLElement;
  show(chat: Chat, isConnected: boolean): void;
  toEnd(): void;
}

/** The scrolled part: greeting, messages, what waits, whether an answer is coming. It stays where the reader is. */
export function openLog(context: MessageContext & { greeting: HTMLElement; history(): void }): LogView {
  const { texts } = context;
  const views = new Map<number, { view: MessageView; shown: VisitorMessage | undefined; wasLast: boolean }>();
  const earlier = el(
    "button",
    { type: "button", class: "small plain earlier", onclick: () => askEarlier() },
    texts.earlier,
  );
  const list = el("div", { class: "list" });
  const waiting = el("div", { class: "list" });
  const thinking = el(
    "div",
    { class: "thinking", hidden: true },
    el("i"),
    el("i"),
    el("i"),
    el("span", {}, texts.thinking),
  );
  const scroller = el(
    "div",
    // Focusable, so that it is scrolled by the keyboard; not live, since the announcer speaks.
    { class: "log", role: "log", "aria-live": "off", "aria-label": texts.log, tabindex: 0 },
    context.greeting,
    earlier,
    list,
    waiting,
    thinking,
  );
  const latest = iconButton("latest", texts.latest, () => toEnd(), { hidden: true });
  latest.classList.add("latest");
  const element = el("div", { class: "stage" }, scroller, latest);

  let pending: Chat["pending"] = [];
  let wasConnected = true;
  let isAtEnd = true;
  let oldest: number | undefined;
  const measure = () => {
    isAtEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_END_PX;
    if (isAtEnd) latest.hidden = true;
  };
  scroller.addEventListener("scroll", measure, { passive: true });
  new ResizeObserver(() => isAtEnd && toEnd()).observe(scroller);

  function askEarlier(): void {
    earlier.disabled = true;
    earlier.textContent = texts.loading;
    context.history();
  }
  function toEnd(): void {
    scroller.scrollTop = 1e9;
    isAtEnd = true;
    latest.hidden = true;
  }

  return {
    element,
    toEnd,
    show(chat, isConnected) {
      const { messages } = chat;
      const isOlder = oldest !== undefined && (messages[0]?.seq ?? oldest) < oldest;
      // Asking for a height makes the browser lay out: at the end, where an answer grows, it is not asked.
      const heightBefore = isOlder || !isAtEnd ? scroller.scrollHeight : 0;
      oldest = messages[0]?.seq;
      const last = messages.at(-1)?.seq;
      const present = new Set(messages.map(({ seq }) => seq));
      for (const [seq, { view }] of views) {
        if (present.has(seq)) continue;
        view.element.remove();
        views.delete(seq);
      }
      let before: Element | null = list.firstElementChild;
      for (const message of messages) {
        let known = views.get(message.seq);
        if (!known) {
          known = { view: openMessage(message, context), shown: undefined, wasLast: false };
          views.set(message.seq, known);
          list.insertBefore(known.view.element, before);
        }
        const isLast = message.seq === last;
        if (known.shown !== message || known.wasLast !== isLast) known.view.show(message, isLast);
        known.shown = message;
        known.wasLast = isLast;
        before = known.view.element.nextElementSibling;
      }
      const isMine = chat.pending.length > pending.length;
      if (chat.pending !== pending || isConnected !== wasConnected) {
        waiting.replaceChildren(...chat.pending.map((each) => pendingMessage(each, isConnected, context)));
        pending = chat.pending;
        wasConnected = isConnected;
      }
      if (earlier.disabled && (isOlder || !chat.earlier)) {
        earlier.disabled = false;
        earlier.textContent = texts.earlier;
      }
      earlier.hidden = !chat.earlier;
      context.greeting.hidden = chat.earlier;
      const answer = messages.at(-1);
      thinking.hidden = answer?.state !== "running" || answer.text !== "";
      if (isMine || (isAtEnd && !isOlder)) toEnd();
      else if (isOlder) scroller.scrollTop += scroller.scrollHeight - heightBefore;
      else if (scroller.scrollHeight > heightBefore) latest.hidden = false;
    },
  };
}
