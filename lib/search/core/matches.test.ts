import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fold, foldWithPlaces } from "./fold";
import { gramsOf } from "./grams";
import { gramsOfTerm, rangesOf, tierOf } from "./matches";
import type { Term } from "./parse-query";

const marked = (body: string, ...terms: Term[]) => {
  return rangesOf(body, terms).map(([start, end]) => body.slice(start, end));
};
const anywhere = (text: string): Term => ({ text: fold(text), match: "anywhere" });
const words = (text: string): Term => ({ text: fold(text), match: "words" });

describe("fold", () => {
  it("takes away case, accents, width and runs of white space", () => {
    expect(fold("  Straße\n\tCAFÉ  Ｗｉｄｅ Łódź ЁЖИК 한국 が ½")).toBe("strasse cafe wide lodz ежик 한국 が 1⁄2");
  });

  it("leaves out who is mentioned, and keeps what only looks like it", () => {
    expect(fold("ask <@0190a1b2-0000-7000-8000-000000000001> or <!here> <b>")).toBe("ask or <b>");
  });

  it("says for every unit where it came from", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const { folded, places } = foldWithPlaces(text);
        expect(places).toHaveLength(folded.length + 1);
        expect(places).toEqual(places.toSorted((a, b) => a - b));
        expect(places.at(-1)).toBe(text.length);
      }),
    );
  });
});

describe("grams", () => {
  it("of a part of a text are all among the grams of the text, in every script", () => {
    const text = fc.array(fc.constantFrom("a", "b", "1", ".", "_", " ", "é", "ж", "東", "京", "か", "한", "ก", "👍"), {
      maxLength: 24,
    });
    fc.assert(
      fc.property(text, fc.nat(24), fc.nat(24), (chars, a, b) => {
        const whole = fold(chars.join(""));
        const points = Array.from(whole);
        const part = points.slice(Math.min(a, b), Math.max(a, b)).join("");
        const all = new Set(gramsOf(whole));
        for (const gram of gramsOfTerm({ text: part, match: "anywhere" })) expect(all.has(gram), part).toBe(true);
      }),
    );
  });

  it("tell a word from a part of one, also of one or two letters", () => {
    const inText = (term: Term, text: string) => gramsOfTerm(term).every((gram) => gramsOf(fold(text)).includes(gram));
    expect(inText(words("go"), "let it go now")).toBe(true);
    expect(inText(words("go"), "gone")).toBe(false);
    expect(inText(words("x"), "axe")).toBe(false);
    expect(inText({ text: "go", match: "start" }, "gone")).toBe(true);
    expect(inText({ text: "go", match: "start" }, "ego")).toBe(false);
    expect(inText(anywhere("東京"), "京東")).toBe(false);
  });
});

describe("rangesOf", () => {
  it("marks the original, with its accents and case", () => {
    expect(marked("Große STRASSE, große straße", anywhere("strasse"))).toEqual(["STRASSE", "straße"]);
    expect(marked("Cafe\u0301 and CAFÉ", anywhere("café"))).toEqual(["Cafe\u0301", "CAFÉ"]);
    expect(marked("東京都庁へ", anywhere("京都"))).toEqual(["京都"]);
    expect(marked("see 10.20.0.7.", anywhere("20.0"))).toEqual(["20.0"]);
  });

  it("respects the edges of words where the term does", () => {
    expect(marked("go, ego, gone go", words("go"))).toEqual(["go", "go"]);
    expect(marked("go, ego, gone", { text: "go", match: "start" })).toEqual(["go", "go"]);
    expect(marked("the release\n notes", words("release notes"))).toEqual(["release\n notes"]);
  });

  it("joins what overlaps", () => {
    expect(marked("banana", anywhere("ana"), anywhere("ban"))).toEqual(["banana"]);
    expect(rangesOf("nothing here", [anywhere("zebra")])).toEqual([]);
  });
});

describe("tierOf", () => {
  it("puts the phrase over the words, and the words over parts of words", () => {
    const terms = [anywhere("release"), anywhere("notes")];
    expect(
      [fold("Release notes!"), fold("notes of the release"), fold("releases, footnotes")].map((text) =>
        tierOf(text, terms),
      ),
    ).toEqual([3, 2, 1]);
  });
});
