import type { LinkState } from "../link/link";
import type { Texts } from "../texts/en";
import { el } from "./dom";

export interface Banner {
  readonly element: HTMLElement;
  show(state: LinkState): void;
}

/** One line about the connection, with what to do. Absent while all is well. */
export function openBanner(texts: Texts, retry: () => void): Banner {
  const line = el("span");
  const button = el("button", { type: "button", class: "small plain", onclick: retry }, texts.retry);
  const element = el("div", { class: "banner", role: "status" }, line, button);
  element.hidden = true;
  return {
    element,
    show(state) {
      const said = lineOf(state, texts);
      element.hidden = said === "";
      if (line.textContent !== said) line.textContent = said;
      button.hidden = state.is !== "waiting" && (state.is !== "refused" || NO_RETRY.has(state.code));
    },
  };
}

const NO_RETRY = new Set(["unavailable", "too_old", "not_found"]);

function lineOf(state: LinkState, texts: Texts): string {
  if (state.is === "waiting") return state.offline ? texts.offline : texts.reconnecting;
  if (state.is !== "refused") return "";
  switch (state.code) {
    case "unauthenticated":
      return texts.signInEnded;
    case "sign_in":
      return texts.signIn;
    case "rate_limited":
    case "quota_exceeded":
      return texts.busy;
    case "challenge_failed":
      return texts.challengeFailed;
    case "too_old":
      return texts.tooOld;
    case "unavailable":
      return texts.paused;
    case "forbidden":
    case "not_found":
      return texts.notAllowed;
    default:
      return state.message || texts.broken;
  }
}
