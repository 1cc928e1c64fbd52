import { describe, expect, it } from "vitest";
import { isEmojiOnly } from "./emoji-only";

describe("emoji only", () => {
  it("knows a message of a few emoji", () => {
    expect(["👍", "👩‍👩‍👧 🇩🇪", "1️⃣"].map(isEmojiOnly)).toEqual([true, true, true]);
    expect(["12", "ok 👍", "", "a"].map(isEmojiOnly)).toEqual([false, false, false, false]);
  });
});
