import { MESSAGE_MAX } from "../limits";
import { fill, type Texts } from "../texts/en";
import { el, icon } from "./dom";

const COUNT_FROM = MESSAGE_MAX - 200;
const ROWS_MAX = 6;

export interface Composer {
  readonly element: HTMLElement;
  readonly field: HTMLTextAreaElement;
  /** While an answer runs, the button stops it. */
  setRunning(isRunning: boolean): void;
  prefill(text: string): void;
}

/** The writing field: Enter sends, Shift and Enter break the line. What cannot be sent stays, and says why. */
export function openComposer(parts: {
  texts: Texts;
  placeholder: string;
  onSend(text: string): void;
  onStop(): void;
  onInput(): void;
}): Composer {
  const { texts } = parts;
  let isRunning = false;
  const counter = el("p", { class: "counter", id: "counter", "aria-live": "polite" });
  const field = el("textarea", {
    rows: 1,
    dir: "auto",
    "aria-label": texts.write,
    "aria-describedby": "counter",
    placeholder: parts.placeholder,
    enterkeyhint: "send",
    autocomplete: "off",
  });
  const button = el(
    "button",
    { type: "submit", class: "send", "aria-label": texts.send, title: texts.send },
    icon("send"),
  );
  const element = el(
    "form",
    {
      class: "composer",
      onsubmit: (event: SubmitEvent) => {
        event.preventDefault();
        if (isRunning) parts.onStop();
        else send();
      },
    },
    el("div", { class: "field" }, field, button),
    counter,
  );

  field.addEventListener("input", () => {
    fit();
    parts.onInput();
  });
  field.addEventListener("keydown", (event) => {
    // A word that is being composed is ended by Enter, too.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (!isRunning) send();
  });

  function send(): void {
    const text = field.value.trim();
    if (text === "") return field.focus();
    if (text.length > MESSAGE_MAX) return fit();
    field.value = "";
    fit();
    parts.onSend(text);
  }
  function fit(): void {
    field.rows = 1;
    const line = Number.parseFloat(getComputedStyle(field).lineHeight) || 22;
    field.rows = Math.min(ROWS_MAX, Math.max(1, Math.floor(field.scrollHeight / line)));
    const { length } = field.value.trim();
    const isOver = length > MESSAGE_MAX;
    field.setAttribute("aria-invalid", String(isOver));
    counter.classList.toggle("over", isOver);
    counter.textContent = isOver
      ? fill(texts.tooLong, { n: length - MESSAGE_MAX })
      : length > COUNT_FROM
        ? fill(texts.left, { n: MESSAGE_MAX - length })
        : "";
  }
  return {
    element,
    field,
    setRunning(next) {
      if (next === isRunning) return;
      isRunning = next;
      const label = next ? texts.stop : texts.send;
      button.setAttribute("aria-label", label);
      button.title = label;
      button.replaceChildren(icon(next ? "stop" : "send"));
    },
    prefill(text) {
      field.value = text.slice(0, MESSAGE_MAX);
      fit();
    },
  };
}
