import type { Citation } from "../../../lib/assistant/protocol";
import { safeUrl } from "../core/links";
import { fill, type Texts } from "../texts/en";
import { el } from "./dom";

export interface Sources {
  readonly element: HTMLElement;
  show(citations: readonly Citation[]): void;
  /** Opens the card of a source, or closes it; `button` is what was pressed. */
  toggle(n: number, button: HTMLButtonElement): void;
}

/** The sources of one answer: a line of names, and one card at a time with the words they stand on. */
export function openSources(texts: Texts): Sources {
  let citations: readonly Citation[] = [];
  let shown: { n: number; button: HTMLButtonElement } | undefined;
  const list = el("ul", { "aria-label": texts.sources });
  const place = el("div");
  const element = el("div", { class: "sources" }, list, place);

  const close = () => {
    shown?.button.setAttribute("aria-expanded", "false");
    shown?.button.focus();
    shown = undefined;
    place.replaceChildren();
  };
  const toggle = (n: number, button: HTMLButtonElement) => {
    const citation = citations.find((each) => each.n === n);
    if (!citation) return;
    const wasSame = shown?.button === button;
    if (shown) close();
    if (wasSame) return;
    shown = { n, button };
    button.setAttribute("aria-expanded", "true");
    import("./source-card").then(
      ({ cardOf }) => {
        if (shown?.button !== button) return;
        const card = cardOf(citation, texts, close, { el, fill, safeUrl });
        place.replaceChildren(card);
        card.focus();
        card.scrollIntoView({ block: "nearest" });
      },
      () => shown?.button === button && close(),
    );
  };
  return {
    element,
    toggle,
    show(next) {
      if (next === citations) return;
      citations = next;
      list.replaceChildren(
        ...next.map(({ n, title }) => {
          const button: HTMLButtonElement = el(
            "button",
            { type: "button", class: "source", "aria-expanded": "false", onclick: () => toggle(n, button) },
            el("span", { class: "n" }, String(n)),
            el("span", { class: "title" }, title),
          );
          return el("li", {}, button);
        }),
      );
    },
  };
}
