import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codePoints, normaliseBody, normaliseEmoji, normaliseLine } from "./text";

const body = (raw: string) => {
  const result = normaliseBody(raw);
  return result.ok ? result.text : result.reason;
};

describe("a body", () => {
  it.each([
    ["plain", "hello", "hello"],
    ["surrounding space", "  hello\n\n", "hello"],
    ["NUL and controls", "a\u0000b\u0007c\u009fd", "abcd"],
    ["tab and line feed stay", "a\tb\nc", "a\tb\nc"],
    ["line ends", "a\r\nb\rc\u2028d", "a\nb\nc\nd"],
    ["lone surrogates", "a\ud800b\udc00", "a\ufffdb\ufffd"],
    ["composed", "e\u0301", "\u00e9"],
    ["nothing", "", "empty"],
    ["only space", " \n\t ", "empty"],
    ["only invisible characters", "\u200b\u2060\u3164", "empty"],
    ["4,000 characters of two units each", "😀".repeat(4000), "😀".repeat(4000)],
    ["one more", "😀".repeat(4001), "too_long"],
    ["long only because of trailing space", `${"x".repeat(4000)}   `, "x".repeat(4000)],
  ])("%s", (_name, raw, expected) => {
    expect(body(raw)).toBe(expected);
  });

  it("is the same when normalised again, and storable everywhere", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (raw) => {
        const once = normaliseBody(raw);
        if (!once.ok) return;
        expect(normaliseBody(once.text)).toEqual(once);
        expect(once.text.isWellFormed()).toBe(true);
        expect(once.text.includes("\u0000")).toBe(false);
        expect(new TextDecoder().decode(new TextEncoder().encode(once.text))).toBe(once.text);
        expect(codePoints(once.text)).toBe([...once.text].length);
      }),
    );
  });
});

it("a line is one line", () => {
  expect(normaliseLine(" a \n b\t\tc ", 80)).toEqual({ ok: true, text: "a b c" });
  expect(normaliseLine("x".repeat(81), 80)).toEqual({ ok: false, reason: "too_long" });
});

describe("an emoji", () => {
  it.each(["👍", "👍🏽", "❤️", "🏳️‍🌈", "🇨🇭", "1️⃣", "👨‍👩‍👧‍👦", ":party-parrot:", ":+1:"])("may be %s", (emoji) => {
    expect(normaliseEmoji(emoji)).toBe(emoji.normalize("NFC"));
  });
  it.each([
    "",
    "a",
    "1",
    "lol",
    "<b>",
    ":Upper:",
    "::",
    "👍x",
    "__proto__",
    "\u200d",
    "👍".repeat(17),
    `:${"a".repeat(63)}:`,
  ])("is not %j", (text) => {
    expect(normaliseEmoji(text)).toBeNull();
  });
});
