import { describe, expect, it } from "vitest";
import { cleanName } from "./name";

describe("cleanName", () => {
  it.each([
    ["Ada Byron", "Ada Byron"],
    ["  Ada   Byron ", "Ada Byron"],
    ["Zoe\u0301", "Zoé"],
    ["صفاء", "صفاء"],
    ["👩‍💻", "👩‍💻"],
    ["x".repeat(80), "x".repeat(80)],
    ["😀".repeat(80), "😀".repeat(80)],
  ])("%j is %j", (text, name) => expect(cleanName(text)).toBe(name));

  it.each([
    "",
    "   ",
    "a\nb",
    "a\u0000b",
    "a\u2028b",
    "\ud800",
    "\u202Eevil",
    "x".repeat(81),
    "😀".repeat(81),
    "x".repeat(9000),
  ])("%j is none", (text) => expect(cleanName(text)).toBeNull());
});
