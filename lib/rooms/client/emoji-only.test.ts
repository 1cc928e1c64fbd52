import { describe, expect, it } from "vitest";
import { isEmojiOnly } from "./emoji-only";

describe("emoji only", () => {
  it("knows a message of a few emoji", () => {
    expect(["👍", "👩‍👩‍👧 🇩🇪", "1️⃣"].map((body) => isEmojiOnly(body))).toEqual([true, true, true]);
    expect(["12", "ok 👍", "", "a", ":cat:"].map((body) => isEmojiOnly(body))).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  it("counts the tenant's own by their names", () => {
    const cats = (name: string) => name === "cat_and_a_rather_long_name";
    const cat = ":cat_and_a_rather_long_name:";
    expect([cat, `${cat}👍 ${cat}`].map((body) => isEmojiOnly(body, cats))).toEqual([true, true]);
    expect([":dog:", `${cat} ok`, `${cat} `.repeat(13)].map((body) => isEmojiOnly(body, cats))).toEqual([
      false,
      false,
      false,
    ]);
  });
});
