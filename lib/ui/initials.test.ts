import { describe, expect, it } from "vitest";
import { avatarHue, initialsOf } from "./initials";

describe("initialsOf", () => {
  it.each([
    ["Ada Lovelace", "AL"],
    ["ada", "A"],
    ["Jean-Luc van der Berg", "JB"],
    ["  Łukasz  ", "Ł"],
    ["李小龙", "李"],
    ["🙂", "?"],
    ["", "?"],
  ])("%s -> %s", (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});

describe("avatarHue", () => {
  it("answers the same hue for the same key", () => {
    expect(avatarHue("ada@demo.example")).toBe(avatarHue("ada@demo.example"));
  });

  it("spreads keys over the wheel", () => {
    const hues = new Set(Array.from({ length: 200 }, (_, index) => avatarHue(`person ${index}`)));
    expect(hues.size).toBe(10);
  });
});
