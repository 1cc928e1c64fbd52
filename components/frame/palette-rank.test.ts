import { defaultFilter } from "cmdk";
import { describe, expect, it } from "vitest";
import { rankEntries, type PaletteEntry } from "./palette-rank";

const score = (title: string, query: string, keywords: readonly string[]) =>
  defaultFilter?.(title, query, [...keywords]) ?? 0;
const entry = (title: string, part: Partial<PaletteEntry> = {}): PaletteEntry => ({
  value: title,
  kind: "room",
  title,
  keywords: [],
  unread: 0,
  recent: null,
  ...part,
});
const shown = (entries: PaletteEntry[], typed: string) =>
  rankEntries(entries, typed, score).map(({ group, entries: list }) => [group, list.map(({ title }) => title)]);

describe("the switcher's order", () => {
  it("shows unread first, then what was opened last, then the rest by kind", () => {
    const entries = [
      entry("general"),
      entry("design", { recent: 1 }),
      entry("ops", { unread: 3, recent: 4 }),
      entry("random", { recent: 0 }),
      entry("Ada", { kind: "person", unread: 1, recent: 2 }),
      entry("Ben", { kind: "person" }),
      entry("Sign out", { kind: "command" }),
    ];
    expect(shown(entries, "")).toEqual([
      ["unread", ["Ada", "ops"]],
      ["recent", ["random", "design"]],
      ["rooms", ["general"]],
      ["people", ["Ben"]],
      ["commands", ["Sign out"]],
    ]);
  });

  it("finds by letters that are apart, by keywords, and nothing that does not fit", () => {
    const entries = [entry("product-launch"), entry("Edda Ruiz", { kind: "person", keywords: ["edda@demo.example"] })];
    expect(shown(entries, "prola")).toEqual([["found", ["product-launch"]]]);
    expect(shown(entries, "demo.ex")).toEqual([["found", ["Edda Ruiz"]]]);
    expect(shown(entries, "zzz")).toEqual([]);
  });

  it("lets unread and recent win over equals, and a better fit win over both", () => {
    const equal = [entry("sales-eu"), entry("sales-us", { unread: 1 }), entry("sales-asia", { recent: 0 })];
    expect(shown(equal, "sales")[0]?.[1]?.[0]).toBe("sales-us");
    const better = [entry("xaxdxax", { unread: 9, recent: 0 }), entry("ada")];
    expect(shown(better, "ada")[0]?.[1]?.[0]).toBe("ada");
  });

  it("shows commands only after the sign for them", () => {
    const entries = [entry("theme-talk"), entry("Use the dark theme", { kind: "command" })];
    expect(shown(entries, ">")).toEqual([["commands", ["Use the dark theme"]]]);
    expect(shown(entries, "> dark")).toEqual([["found", ["Use the dark theme"]]]);
  });

  it("lists places of administration by themselves, and among commands", () => {
    const entries = [
      entry("keys-talk"),
      entry("API keys", { kind: "place" }),
      entry("Website search", { kind: "thing" }),
    ];
    expect(shown(entries, "website")).toEqual([["found", ["Website search"]]]);
    expect(shown(entries, "")).toEqual([
      ["rooms", ["keys-talk"]],
      ["administration", ["API keys"]],
    ]);
    expect(shown(entries, "> keys")).toEqual([["found", ["API keys"]]]);
  });
});
