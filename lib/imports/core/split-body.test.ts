import { describe, expect, it } from "vitest";
import { splitBody } from "./split-body";

const lengths = (pieces: string[]) => pieces.map((piece) => [...piece].length);

describe("splitBody", () => {
  it("leaves what fits alone, counted in code points", () => {
    expect(splitBody("x".repeat(4_000))).toHaveLength(1);
    expect(splitBody("😀".repeat(4_000))).toHaveLength(1);
  });

  it("cuts at a line, else at a space", () => {
    expect(splitBody("aaaa bb\ncc dd ee", 10)).toEqual(["aaaa bb", "cc dd ee"]);
    expect(splitBody("aaaa bb cc dd ee", 10)).toEqual(["aaaa bb cc", "dd ee"]);
  });

  it("cuts a wall of text to the limit and loses nothing", () => {
    const pieces = splitBody("y".repeat(9_001));
    expect(lengths(pieces)).toEqual([4_000, 4_000, 1_001]);
  });

  it("does not cut inside a visible character", () => {
    const family = "👨‍👩‍👧‍👦";
    const pieces = splitBody(family.repeat(1_200));
    expect(pieces.join("")).toBe(family.repeat(1_200));
    for (const piece of pieces) expect(piece.startsWith("👨") && piece.endsWith("👦")).toBe(true);
  });
});
