import { expect, it } from "vitest";
import { EMBED_LANGUAGES, PROJECT_BOUNDS } from "../protocol";
import { OWN_TEXTS, textsFor } from "./own-texts";

it("has words of its own for every language", () => {
  for (const language of EMBED_LANGUAGES) {
    const { suggestions: _, ...lines } = textsFor({ texts: {} }, language);
    for (const text of Object.values(lines)) {
      expect(text.trim(), language).not.toBe("");
      expect(text.length).toBeLessThanOrEqual(PROJECT_BOUNDS.textCharsMax);
    }
  }
});

it("takes a project's words first, its English ones for other languages, and ours for what is missing", () => {
  const texts = { en: { name: "Helper", suggestions: ["Prices"] }, de: { greeting: "Moin." } };
  expect(textsFor({ texts }, "de")).toEqual({ ...OWN_TEXTS.de, greeting: "Moin." });
  expect(textsFor({ texts }, "fr")).toEqual({ ...OWN_TEXTS.fr, name: "Helper", suggestions: ["Prices"] });
  expect(textsFor({ texts }, "en")).toEqual({ ...OWN_TEXTS.en, name: "Helper", suggestions: ["Prices"] });
});
