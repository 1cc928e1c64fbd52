import { expect, it } from "vitest";
import { DEFAULT_THEME } from "./settings";
import { embedSnippet, signingSnippet } from "./snippets";

it("names the assistant and how its launcher looks before anything is loaded", () => {
  const line = (change: object) =>
    embedSnippet("https://parlor.example", { publicKey: "pa_1", theme: { ...DEFAULT_THEME, ...change } });
  expect(line({ accent: "#112233" })).toBe(
    '<script async src="https://parlor.example/embed.js" data-project="pa_1" data-accent="#112233"></script>',
  );
  expect(line({ position: "left" })).toContain(' data-position="left">');
});

it("signs as the verification wants it: the algorithm, the secret's name, the audience, minutes", () => {
  const text = signingSnippet("pa_1", "k_1");
  for (const part of ['alg: "HS256", kid: "k_1"', 'setAudience("pa_1")', 'setExpirationTime("5m")']) {
    expect(text).toContain(part);
  }
});
