import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canary, leakGuard, withCanary } from "./canary";

const word = canary(Uint8Array.from({ length: 20 }, (_, at) => at * 7 + 3));
const system = withCanary(
  "You answer questions of visitors about the product. Say so when you do not know, and never invent a source that was not given to you.",
  word,
);
const guard = () => leakGuard({ canary: word, system });
const byLetters = (text: string) => {
  const stage = guard();
  let out = "";
  for (const char of text) out += stage.push(char);
  out += stage.end();
  return { out, verdict: stage.verdict() };
};

it("makes a word of letters from the bytes it is given, and of fewer none", () => {
  expect(word).toMatch(/^[a-z]{20}$/);
  expect(() => canary(new Uint8Array(19))).toThrow("20");
});

describe("an answer that repeats the canary", () => {
  const rot13 = word.replace(/[a-z]/g, (letter) => String.fromCharCode(((letter.charCodeAt(0) - 84) % 26) + 97));
  it.each([
    ["plain", word],
    ["in capitals", word.toUpperCase()],
    ["spaced out", Array.from(word).join(" ")],
    ["with marks", Array.from(word).join("-*")],
    ["in lines", Array.from(word).join("\n")],
    ["backwards", Array.from(word).toReversed().join("")],
    ["rotated", rot13],
    ["in hexadecimal", Array.from(word, (letter) => letter.charCodeAt(0).toString(16)).join(" ")],
    ["in Base64", btoa(`[${word}] and more`)],
    ["in Base64, moved", btoa(`xx[${word}] and more`)],
    ["in Base64, moved again", btoa(`xy[[${word}]]!`)],
  ])("%s, ends before it", (_, form) => {
    const { out, verdict } = byLetters(`Of course, it is: ${form} and so on`);
    expect(verdict).toEqual({ category: "injection" });
    expect(out.length).toBeLessThan("Of course, it is: ".length + 20);
    expect("Of course, it is: ".startsWith(out.slice(0, 18))).toBe(true);
  });
});

describe("an answer that repeats the system text", () => {
  it("ends within its first words, whatever stands between them", () => {
    // The last one has no canary in it.
    for (const text of [
      system.slice(60),
      system.slice(90).toUpperCase(),
      system.slice(60).replaceAll(" ", "\n* "),
      system.slice(60, -24),
    ]) {
      const { out, verdict } = byLetters(`Sure: ${text}`);
      expect(verdict).toEqual({ category: "injection" });
      expect(out.split(/[\s*]+/).length).toBeLessThan(12);
    }
  });

  it("may use its words and short phrases", () => {
    const text =
      "I answer questions of visitors about the product, and I never invent a source. You do not know it yet.";
    expect(byLetters(text)).toEqual({ out: text, verdict: null });
  });
});

describe("any other answer", () => {
  it("comes through whole, in whatever pieces it comes", () => {
    const parts = fc.array(
      fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom(...system.split(" "), " ", word.slice(0, 12))),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(parts, (pieces) => {
        const stage = guard();
        let out = "";
        for (const piece of pieces) out += stage.push(piece);
        out += stage.end();
        const text = pieces.join("");
        if (stage.verdict() === null) expect(out).toBe(text);
        else expect(text.startsWith(out)).toBe(true);
        expect(out.includes(word)).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it("is not kept waiting", () => {
    expect(guard().push("You answer questions when")).toBe("You answer questions when");
  });
});
