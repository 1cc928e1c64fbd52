import type { Texts } from "../texts/en";
import { el, iconButton } from "./dom";

/** The three dots: a disclosure with a few buttons. */
export function openMenu(
  texts: Texts,
  items: () => { label: string; run(): void }[],
): { button: HTMLButtonElement; list: HTMLElement; close(): boolean } {
  const list = el("div", { class: "menu", id: "menu", hidden: true });
  const button = iconButton("more", texts.more, () => (list.hidden ? open() : close()), {
    "aria-expanded": "false",
    "aria-controls": "menu",
  });
  function open(): void {
    list.replaceChildren(
      ...items().map(({ label, run }) =>
        el(
          "button",
          {
            type: "button",
            onclick: () => {
              close();
              run();
            },
          },
          label,
        ),
      ),
    );
    list.hidden = false;
    button.setAttribute("aria-expanded", "true");
    list.querySelector("button")?.focus();
  }
  /** Answers whether it was open. */
  function close(): boolean {
    if (list.hidden) return false;
    list.hidden = true;
    button.setAttribute("aria-expanded", "false");
    button.focus();
    return true;
  }
  document.addEventListener("pointerdown", ({ target }) => {
    if (list.hidden || !(target instanceof Node) || list.contains(target) || button.contains(target)) return;
    list.hidden = true;
    button.setAttribute("aria-expanded", "false");
  });
  return { button, list, close };
}
