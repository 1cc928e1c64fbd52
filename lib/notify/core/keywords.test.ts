import { describe, expect, it } from "vitest";
import { cleanKeywords, hasKeyword } from "./keywords";

describe("hasKeyword", () => {
  it.each([
    ["The Deploy is done", "deploy", true],
    ["deployment", "deploy", false],
    ["redeploy", "deploy", false],
    ["(deploy)", "deploy", true],
    ["ünderdeploy", "deploy", false],
    ["ship C++ now", "c++", true],
    ["release day!", "Release Day", true],
    ["Straße", "STRASSE", false],
    ["ÉTÉ", "été", true],
    ["undeploy deploy", "deploy", true],
    ["", "deploy", false],
  ])("%s / %s: %s", (text, word, found) => expect(hasKeyword(text, [word])).toBe(found));
});

describe("cleanKeywords", () => {
  it("keeps each word once, on one line", () => {
    expect(cleanKeywords([" Deploy ", "deploy", "", "on\ncall"])).toEqual(["Deploy", "on call"]);
  });
  it("refuses too many and too long ones", () => {
    expect(cleanKeywords(Array.from({ length: 26 }, (_, i) => `w${i}`))).toBeNull();
    expect(cleanKeywords(["x".repeat(51)])).toBeNull();
  });
});
