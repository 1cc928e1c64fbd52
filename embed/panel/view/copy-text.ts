import type { Texts } from "../texts/en";
import { iconButton } from "./dom";

/** A button that copies, and says there whether it could. */
export function copyButton(texts: Texts, label: string, text: () => string): HTMLButtonElement {
  const say = (said: string, isSaid: boolean) => {
    button.setAttribute("aria-label", said);
    button.title = said;
    button.classList.toggle("said", isSaid);
  };
  const button = iconButton("copy", label, () => {
    void navigator.clipboard
      .writeText(text())
      .then(
        () => texts.copied,
        () => texts.copyFailed,
      )
      .then((said) => {
        say(said, true);
        setTimeout(() => say(label, false), 2_000);
      });
  });
  return button;
}
