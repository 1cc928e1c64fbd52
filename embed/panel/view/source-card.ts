import type { Citation } from "../../../lib/assistant/protocol";
import type { safeUrl as SafeUrl } from "../core/links";
import type { fill as Fill, Texts } from "../texts/en";
import type { el as El } from "./dom";

interface Tools {
  el: typeof El;
  fill: typeof Fill;
  safeUrl: typeof SafeUrl;
}

/** What an answer stands on: the document's own words, where they are, and the way there. Tools come from the panel. */
export function cardOf(citation: Citation, texts: Texts, close: () => void, { el, fill, safeUrl }: Tools): HTMLElement {
  const { n, title, headings, quote, url } = citation;
  const address = url === null ? null : safeUrl(url);
  const link = address && el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, texts.openSource);
  return el(
    "div",
    {
      class: "card",
      role: "group",
      tabindex: -1,
      "aria-label": fill(texts.source, { n }),
      onkeydown: (event: KeyboardEvent) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        close();
      },
    },
    el("strong", { dir: "auto" }, title),
    headings.length > 0 && el("p", { class: "meta", dir: "auto" }, headings.join(" › ")),
    el("blockquote", { dir: "auto" }, quote),
    el(
      "div",
      { class: "row" },
      link,
      el("button", { type: "button", class: "small plain", onclick: close }, texts.hideSource),
    ),
  );
}
