import type { Texts } from "../texts/en";
import { el, iconButton } from "./dom";

export interface Feedback {
  readonly buttons: HTMLElement[];
  /** Asks what was wrong after a bad vote, and says thanks. */
  readonly form: HTMLElement;
  show(vote: "up" | "down" | undefined): void;
}

/** Thumbs, and one line for what was wrong. A second press takes the vote back. */
export function openFeedback(texts: Texts, send: (vote: "up" | "down" | null, comment?: string) => void): Feedback {
  let vote: "up" | "down" | undefined;
  const form = el("div", { class: "comment" });
  const press = (pressed: "up" | "down") => {
    const next = vote === pressed ? undefined : pressed;
    show(next);
    send(next ?? null);
    form.replaceChildren();
    if (next !== "down") return;
    // The vote counts without a comment, and without the form for one.
    import("./comment").then(
      ({ askComment }) => askComment(el, form, texts, (comment) => send("down", comment), down),
      () => undefined,
    );
  };
  const up = iconButton("up", texts.good, () => press("up"), { "aria-pressed": "false" });
  const down = iconButton("down", texts.bad, () => press("down"), { "aria-pressed": "false" });
  function show(next: "up" | "down" | undefined): void {
    vote = next;
    up.setAttribute("aria-pressed", String(next === "up"));
    down.setAttribute("aria-pressed", String(next === "down"));
  }
  return { buttons: [up, down], form, show };
}
