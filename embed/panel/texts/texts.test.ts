import { expect, it } from "vitest";
import { EMBED_LANGUAGES } from "../../../lib/projects/protocol";
import { en, fill } from "./en";
import { textsOf } from "./load";

it("says everything in every language, with the same values in it", async () => {
  const values = (text: string) => text.match(/\{\w+\}/g)?.toSorted() ?? [];
  for (const language of EMBED_LANGUAGES) {
    const texts = await textsOf(language);
    expect(Object.keys(texts), language).toEqual(Object.keys(en));
    for (const [key, text] of Object.entries(texts)) {
      expect(text.trim(), `${language} ${key}`).not.toBe("");
      expect(values(text), `${language} ${key}`).toEqual(values(en[key as keyof typeof en]));
    }
    if (language !== "en") expect(texts.startOver).not.toBe(en.startOver);
  }
});

it("puts values in", () => {
  expect(fill("{n} of {m}", { n: 1, m: 2 })).toBe("1 of 2");
});
