import { expect, it } from "vitest";
import { EMBED_LANGUAGES } from "@/lib/projects/protocol";
import { hidden } from "./hidden";
import { withFacts } from "./visitor-facts";
import { languageOf, ownWords } from "./words";

it("hides everything that the vault knows, the longer one first", () => {
  const vault = { "[email-1]": "ada@mail.example", "[text-1]": "mail.example" };
  expect(hidden("To ada@mail.example at mail.example", vault)).toBe("To [email-1] at [text-1]");
  // What somebody wrote as if it were a placeholder is not mistaken for one that was put in.
  expect(hidden("a@b.example [email-1]", { "[email-1]": "a@b.example", "[text-1]": "[email-1]" })).toBe(
    "[email-1] [text-1]",
  );
  expect(hidden("as it is", {})).toBe("as it is");
});

it("remembers what visitors say of themselves, not what they ask, and the newest of it", () => {
  const facts = withFacts([], "Hello! I live in Berlin. Is my order 4711 late? My order is 4711.");
  expect(facts).toEqual(["I live in Berlin.", "My order is 4711."]);
  expect(withFacts(facts, "I live in Berlin.")).toEqual(["My order is 4711.", "I live in Berlin."]);
  expect(withFacts([], Array.from({ length: 30 }, (_, at) => `My number is ${at}.`).join(" "))).toHaveLength(12);
});

it("has words of its own in every language of the panel", () => {
  const words = EMBED_LANGUAGES.map((language) => ownWords("unknown", language));
  expect(new Set(words).size).toBe(EMBED_LANGUAGES.length);
  expect([languageOf("pt-BR", "en"), languageOf("xx", "de"), languageOf(undefined, "fr")]).toEqual(["pt", "de", "fr"]);
});
