import type { Texts } from "../texts/en";
import type { el as El } from "./dom";

/** Of lib/assistant/protocol.ts; limits.test.ts compares them. */
export const VOTE_COMMENT_MAX = 1_000;

/** A field for what was wrong with an answer. Focus goes back to what opened it. */
export function askComment(
  el: typeof El,
  place: HTMLElement,
  texts: Texts,
  send: (comment: string) => void,
  opener: HTMLElement,
): void {
  const field = el("textarea", {
    rows: 2,
    maxlength: VOTE_COMMENT_MAX,
    "aria-label": texts.comment,
    placeholder: texts.comment,
  });
  const close = () => {
    place.replaceChildren();
    opener.focus();
  };
  const submit = () => {
    const comment = field.value.trim();
    if (comment === "") return close();
    send(comment);
    place.replaceChildren(el("p", { role: "status" }, texts.thanks));
    opener.focus();
  };
  place.replaceChildren(
    field,
    el(
      "div",
      { class: "row" },
      el("button", { type: "button", class: "small", onclick: submit }, texts.sendComment),
      el("button", { type: "button", class: "small plain", onclick: close }, texts.cancel),
    ),
  );
  field.focus();
}
