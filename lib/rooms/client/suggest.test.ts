import { describe, expect, it } from "vitest";
import { suggest, triggerAt } from "./suggest";

describe("what is looked for", () => {
  it.each([
    ["hi @", { kind: "person", query: "", from: 3, to: 4 }],
    ["hi @Ada L", { kind: "person", query: "Ada L", from: 3, to: 9 }],
    ["(#gen", { kind: "room", query: "gen", from: 1, to: 5 }],
    [":ta", { kind: "emoji", query: "ta", from: 0, to: 3 }],
    ["a@b", null],
    ["10:30", null],
    ["see: ok", null],
    ["@Ada L x", null],
    [":)", null],
  ])("%j", (text, found) => {
    expect(triggerAt(text, text.length)).toEqual(found);
  });
});

describe("what fits", () => {
  const entry = (name: string, rank = 0) => ({ name, rank });
  const names = (query: string, ...entries: { name: string; rank: number }[]) =>
    suggest(query, entries, 3).map(({ name }) => name);

  it("has people of the room first, then the better fit", () => {
    expect(names("an", entry("Anna", 1), entry("Ivan"), entry("Hannah"))).toEqual(["Hannah", "Ivan", "Anna"]);
    expect(names("lo", entry("Clo"), entry("Ada Lovelace"), entry("Lois"))).toEqual(["Lois", "Ada Lovelace", "Clo"]);
  });

  it("finds letters with marks, scattered letters and two beginnings", () => {
    expect(names("zoe", entry("Zoë"))).toEqual(["Zoë"]);
    expect(names("alv", entry("Ada Lovelace"))).toEqual(["Ada Lovelace"]);
    expect(names("lo ad", entry("Ada Lovelace"))).toEqual(["Ada Lovelace"]);
    expect(names("x", entry("Ada"))).toEqual([]);
  });
});
