import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FilterWord } from "../protocol";
import { readFilterWord } from "./filter-word";
import { kindOf, plainText } from "./plain-text";
import { compileWords } from "./word-filter";

const refuse = (...texts: string[]): FilterWord[] => texts.map((text) => ({ text, action: "refuse" }));
const report = (...texts: string[]): FilterWord[] => texts.map((text) => ({ text, action: "report" }));
const matched = (entries: string[], text: string) =>
  compileWords(refuse(...entries))
    .matches(text)
    .map((word) => word.text);

describe("an entry", () => {
  it.each([
    ["grape", "A grape.", true],
    ["grape", "GRAPE", true],
    ["grape", "grapefruit", false],
    ["grape", "agrape", false],
    ["grape", "_grape_ **grape**", true],
    ["grape*", "grapefruit", true],
    ["grape*", "a wildgrape", false],
    ["*grape", "a wildgrape", true],
    ["*grape", "wildgrapes", false],
    ["*grape*", "wildgrapes", true],
    ["sour grapes", "such sour\n  grapes!", true],
    ["sour grapes", "sour, grapes", false],
    ["sour grapes", "sour grapeshot", false],
    ["grape", "ｇｒａｐｅ", true],
    ["grape", "gr\u200bap\u00ade", true],
    ["grape", "g\u0300r\u0301ápé", true],
    ["grape", "𝐠𝐫𝐚𝐩𝐞", true],
    ["كلب", "كَـلْبٌ", true],
    ["नमक", "नमकीन", false],
    ["straße", "STRASSE", true],
    ["İstanbul", "istanbul", true],
    ["ábc", "abc", true],
    ["笨蛋", "你这个笨蛋吗", true],
    ["バカ", "ﾊﾞｶだよ", true],
    ["바보", "바보야", true],
    ["โง่", "คนโง่มาก", true],
    ["grape", "这grape的", true],
    ["c++", "c++ and c", true],
    ["c++", "c", false],
    ["🍇", "eat 🍇🍇 now", true],
    ["dead", "<@deadbeef-0000-7000-8000-000000000000> hello", false],
    ["beef*", "<@deadbeef-0000-7000-8000-000000000000> hello", false],
  ])("%j in %j: %j", (entry, text, found) => {
    expect(matched([entry], text)).toEqual(found ? [entry] : []);
  });

  it.each([
    ["", "empty"],
    ["  \u200b ", "empty"],
    ["*", "no_word"],
    ["**", "no_word"],
    ["...", "no_word"],
    ["a*b", "star_inside"],
    ["***a", "star_inside"],
    ["x".repeat(81), "too_long"],
  ])("is refused as %j: %j", (raw, fault) => {
    expect(readFilterWord(raw)).toEqual({ ok: false, fault });
  });

  it("is taken up to 80 characters, on one line", () => {
    expect(readFilterWord(`  ${"x".repeat(80)} `)).toMatchObject({ ok: true, text: "x".repeat(80) });
    expect(readFilterWord("a\n b*")).toMatchObject({ text: "a b*", pattern: { plain: "a b", openEnd: true } });
  });
});

describe("a verdict", () => {
  it("is the strictest that applies, and names what is to be reported", () => {
    const filter = compileWords([...report("grape", "fig"), ...refuse("plum")]);
    expect(filter.judge("an apple")).toBeNull();
    expect(filter.judge("fig and grape and fig")).toEqual({ action: "report", words: ["grape", "fig"] });
    expect(filter.judge("fig and plum")).toEqual({ action: "refuse" });
    expect(compileWords([]).judge("anything")).toBeNull();
  });

  it("finds an entry inside, before and after another one", () => {
    expect(matched(["*a*", "*ab*", "abc", "bc", "*bc", "b"], "abc")).toEqual(["*a*", "*ab*", "abc", "*bc"]);
  });
});

const LETTERS = ["a", "b", "é", "ß", "A", " ", "-", "中", "あ", "\u200b", "🍇"];
const text = fc.array(fc.constantFrom(...LETTERS), { maxLength: 24 }).map((chars) => chars.join(""));
const entry = fc
  .tuple(fc.boolean(), fc.array(fc.constantFrom(...LETTERS), { minLength: 1, maxLength: 4 }), fc.boolean())
  .map(([start, chars, end]) => `${start ? "*" : ""}${chars.join("")}${end ? "*" : ""}`)
  .filter((raw) => readFilterWord(raw).ok);

/** The meaning, without the tries: every place, every entry. */
function plainly(raw: string, body: string): boolean {
  const read = readFilterWord(raw);
  if (!read.ok) return false;
  const { plain, openStart, openEnd } = read.pattern;
  const [points, wanted] = [[...plainText(body)], [...plain]];
  const word = (char: string | undefined) => char !== undefined && kindOf(char.codePointAt(0) ?? 0) === "word";
  return points.some((_, from) => {
    const to = from + wanted.length;
    if (points.slice(from, to).join("") !== plain) return false;
    const startsWell = openStart || !(word(points[from - 1]) && word(points[from]));
    return startsWell && (openEnd || !(word(points[to - 1]) && word(points[to])));
  });
}

describe("any list and any text", () => {
  it("match as the plain reading of the rule says", () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 8 }), text, (entries, body) => {
        const found = compileWords(refuse(...entries)).matches(body);
        expect(found.map((word) => word.text)).toEqual(entries.filter((raw) => plainly(raw, body)));
      }),
      { numRuns: 2_000 },
    );
  });

  it("match the same in other case, width, with accents and invisible characters", () => {
    const plain = fc.array(fc.constantFrom(..."abcd xyz."), { maxLength: 20 }).map((chars) => chars.join(""));
    const disguises: ((char: string) => string)[] = [
      (char) => char,
      (char) => char.toUpperCase(),
      (char) => (/[a-z]/.test(char) ? String.fromCodePoint((char.codePointAt(0) ?? 0) + 0xfee0) : char),
      (char) => (/[a-z]/.test(char) ? `${char}\u0301` : char),
      (char) => `${char}\u200d`,
      (char) => `\u00ad${char}\ufe0f`,
    ];
    const choices = fc.array(fc.nat(disguises.length - 1), { minLength: 20, maxLength: 20 });
    const filter = compileWords(refuse("ab", "*cd", "x*", "yz a"));
    fc.assert(
      fc.property(plain, choices, (body, how) => {
        const hidden = [...body].map((char, at) => disguises[how[at] ?? 0]?.(char) ?? char).join("");
        expect(filter.matches(hidden)).toEqual(filter.matches(body));
      }),
      { numRuns: 1_000 },
    );
  });

  it("never throw, whatever was typed", () => {
    // Lone halves of surrogate pairs too.
    const point = fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code));
    const anything = fc.array(point, { maxLength: 12 }).map((points) => points.join(""));
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 5 }), anything, (raw, body) => {
        compileWords(refuse(...raw, ...raw.map((one) => `*${one}*`))).judge(`${raw.join("")}${body}`);
      }),
      { numRuns: 300 },
    );
  });

  it("take steps in proportion to the text, not to the list", () => {
    const worst = compileWords(refuse(...Array.from({ length: 78 }, (_, at) => `*${"a".repeat(at + 2)}b`)));
    let steps = 0;
    const real = Map.prototype.get;
    Map.prototype.get = function (this: Map<unknown, unknown>, key: unknown) {
      steps++;
      return real.call(this, key);
    };
    try {
      worst.judge("a".repeat(4_000));
    } finally {
      Map.prototype.get = real;
    }
    expect(steps).toBeGreaterThan(4_000);
    expect(steps).toBeLessThan(4_000 * 85);
  });
});
