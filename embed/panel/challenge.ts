/** The third party's script, as far as it is used. */
interface Turnstile {
  render(
    element: HTMLElement,
    options: {
      sitekey: string;
      action: string;
      language: string;
      callback(token: string): void;
      "error-callback"(): void;
      "expired-callback"(): void;
    },
  ): void;
}

const SCRIPT = "https://challenges.cloudflare.com/turnstile/v0/api.js?render=explicit";

/** Shows the challenge at `place` and answers its single-use token. @throws Error when it cannot be loaded or solved. */
export async function solveChallenge(place: HTMLElement, sitekey: string, language: string): Promise<string> {
  const scope = window as { turnstile?: Turnstile };
  if (!scope.turnstile) {
    await new Promise<void>((done, fail) => {
      const script = document.createElement("script");
      script.src = SCRIPT;
      script.onload = () => done();
      script.onerror = () => fail(new Error("The challenge could not be loaded."));
      document.head.append(script);
    });
  }
  return new Promise((done, fail) => {
    const failed = () => fail(new Error("The challenge failed."));
    scope.turnstile?.render(place, {
      sitekey,
      action: "chat-start",
      language,
      callback: done,
      "error-callback": failed,
      "expired-callback": failed,
    });
  });
}
