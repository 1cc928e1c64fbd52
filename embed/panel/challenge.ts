import type { ProjectTheme } from "../../lib/projects/protocol";

/** The third party's script, as far as it is used. */
interface Turnstile {
  render(
    element: HTMLElement,
    options: {
      sitekey: string;
      action: string;
      language: string;
      theme: ProjectTheme["scheme"];
      size: "flexible" | "compact";
      retry: "never";
      callback(token: string): void;
      "error-callback"(): boolean;
      "expired-callback"(): void;
    },
  ): string | undefined;
  remove(widget: string): void;
}

interface Look {
  language: string;
  scheme: ProjectTheme["scheme"];
}

const SCRIPT = "https://challenges.cloudflare.com/turnstile/v0/api.js?render=explicit";
/** Below it only the compact widget fits. */
const FLEXIBLE_PX_MIN = 300;

/**
 * Shows the challenge in `group`, which is hidden while there is none, and answers its single-use token.
 * @throws Error when it cannot be loaded or solved.
 */
export async function solveChallenge(group: HTMLElement, sitekey: string, look: Look): Promise<string> {
  const place = document.createElement("div");
  // Nobody waits for an earlier one any more.
  group.replaceChildren(place);
  group.hidden = false;
  try {
    return await solveAt(place, await load(), sitekey, look);
  } finally {
    place.remove();
    group.hidden = !group.hasChildNodes();
  }
}

async function solveAt(place: HTMLElement, turnstile: Turnstile, sitekey: string, look: Look): Promise<string> {
  let widget: string | undefined;
  try {
    return await new Promise<string>((done, fail) => {
      const failed = () => {
        fail(new Error("The challenge failed."));
        return true;
      };
      widget = turnstile.render(place, {
        sitekey,
        action: "chat-start",
        language: look.language,
        theme: look.scheme,
        size: place.clientWidth < FLEXIBLE_PX_MIN ? "compact" : "flexible",
        // The visitor says when.
        retry: "never",
        callback: done,
        "error-callback": failed,
        "expired-callback": failed,
      });
      if (widget === undefined) failed();
    });
  } finally {
    if (widget !== undefined) turnstile.remove(widget);
  }
}

async function load(): Promise<Turnstile> {
  const scope = window as { turnstile?: Turnstile };
  if (scope.turnstile) return scope.turnstile;
  const script = document.createElement("script");
  script.src = SCRIPT;
  // It takes the nonce of the page's policy from its own element.
  script.nonce = document.querySelector<HTMLElement>("script[nonce]")?.nonce ?? "";
  try {
    await new Promise<void>((done, fail) => {
      script.onload = () => done();
      script.onerror = () => fail(new Error("The challenge could not be loaded."));
      document.head.append(script);
    });
    if (!scope.turnstile) throw new Error("The challenge could not be loaded.");
    return scope.turnstile;
  } catch (error) {
    script.remove();
    throw error;
  }
}
