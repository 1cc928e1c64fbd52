import { expect, it } from "vitest";
import { draftOfTexts, faultsOfTexts, textsOfDraft } from "./texts-draft";

it("keeps what was written, and nothing of what was not", () => {
  const texts = { en: { name: "Helper", suggestions: ["Prices", "Opening hours"] }, ar: { greeting: "مرحبا" } };
  expect(textsOfDraft(draftOfTexts(texts))).toEqual(texts);
  expect(textsOfDraft(draftOfTexts({}))).toEqual({});
});

it("takes blank lines and repeated suggestions for none", () => {
  const draft = draftOfTexts({});
  draft.de = { name: " ", greeting: " Moin. ", placeholder: "", suggestions: "\n Preise \n\nPreise\n", notice: "\n" };
  expect(textsOfDraft(draft)).toEqual({ de: { greeting: "Moin.", suggestions: ["Preise"] } });
});

it("names what is too long or too much, in its language", () => {
  const draft = draftOfTexts({});
  draft.de.greeting = "x".repeat(501);
  draft.fr.suggestions = "a\nb\nc\nd\ne\nf\ng";
  draft.es.suggestions = "x".repeat(121);
  expect(faultsOfTexts(draft)).toEqual({
    "texts.de.greeting": { fault: "long", max: 500 },
    "texts.fr.suggestions": { fault: "tooMany", max: 6 },
    "texts.es.suggestions": { fault: "suggestionLong", max: 120 },
  });
});
