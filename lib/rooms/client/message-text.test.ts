import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isEmojiOnly, textParts } from "./message-text";

const link = (text: string) => textParts(text).filter(({ kind }) => kind === "link");

describe("message text", () => {
  it("links http and https only, without the punctuation around them", () => {
    expect(link("see https://example.com/a_(b)?c=1&d=2, ok")).toEqual([
      { kind: "link", text: "https://example.com/a_(b)?c=1&d=2", href: "https://example.com/a_(b)?c=1&d=2" },
    ]);
    expect(link("(http://x.test/a).")).toMatchObject([{ text: "http://x.test/a" }]);
    expect(link("javascript:alert(1) data:text/html,x ftp://x.test //x.test")).toEqual([]);
    expect(link("https://good.test@evil.test/")).toEqual([]);
  });

  it("takes code as it is", () => {
    expect(textParts("run `npm start https://x.test` now")).toEqual([
      { kind: "text", text: "run " },
      { kind: "code", text: "npm start https://x.test" },
      { kind: "text", text: " now" },
    ]);
    expect(textParts("before\n```ts\nconst a = `b`;\n```\nafter")).toEqual([
      { kind: "text", text: "before" },
      { kind: "block", text: "const a = `b`;", language: "ts" },
      { kind: "text", text: "after" },
    ]);
    expect(textParts("```\nnever closed")).toEqual([{ kind: "text", text: "```\nnever closed" }]);
  });

  it("never throws, and loses only the marks of code", () => {
    const text = fc.string({
      unit: fc.constantFrom("`", "```\n", "\n", "a", " ", "https://x.test/", "(", ")", ".", "<b>", "👍"),
      maxLength: 60,
    });
    fc.assert(
      fc.property(text, (body) => {
        const bare = (value: string) => value.replaceAll(/[`\n]/g, "");
        expect(
          bare(
            textParts(body)
              .map((part) => part.text)
              .join(""),
          ),
        ).toBe(bare(body));
      }),
      { numRuns: 2_000 },
    );
  });

  it("knows a message of a few emoji", () => {
    expect(["👍", "👩‍👩‍👧 🇩🇪", "1️⃣"].map(isEmojiOnly)).toEqual([true, true, true]);
    expect(["12", "ok 👍", "", "a"].map(isEmojiOnly)).toEqual([false, false, false, false]);
  });
});
