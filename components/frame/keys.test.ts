import { describe, expect, it } from "vitest";
import { ariaKeys, isCharacterCombo, keyLabels, matchesCombo } from "./keys";

const press = (key: string, held: Partial<Record<"metaKey" | "ctrlKey" | "altKey" | "shiftKey", boolean>> = {}) => ({
  key,
  metaKey: false,
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe("matchesCombo", () => {
  it("takes Control as mod on a PC and Command on a Mac, never the other one", () => {
    expect(matchesCombo(press("k", { ctrlKey: true }), "mod+k", false)).toBe(true);
    expect(matchesCombo(press("k", { metaKey: true }), "mod+k", false)).toBe(false);
    expect(matchesCombo(press("k", { metaKey: true }), "mod+k", true)).toBe(true);
    expect(matchesCombo(press("k", { ctrlKey: true }), "mod+k", true)).toBe(false);
  });

  it("tells shifted arrows from plain ones", () => {
    expect(matchesCombo(press("ArrowUp", { altKey: true }), "alt+ArrowUp", false)).toBe(true);
    expect(matchesCombo(press("ArrowUp", { altKey: true, shiftKey: true }), "alt+ArrowUp", false)).toBe(false);
    expect(matchesCombo(press("ArrowUp", { altKey: true, shiftKey: true }), "alt+shift+ArrowUp", false)).toBe(true);
  });

  it("finds signs wherever the keyboard has them", () => {
    expect(matchesCombo(press("?", { shiftKey: true }), "?", false)).toBe(true);
    expect(matchesCombo(press("/", { ctrlKey: true, shiftKey: true }), "mod+/", false)).toBe(true);
  });

  it("ignores the case that Shift Lock makes", () => {
    expect(matchesCombo(press("K", { ctrlKey: true }), "mod+k", false)).toBe(true);
  });
});

it("knows which combinations are bare characters", () => {
  expect(["?", "e", "mod+k", "alt+ArrowUp", "Escape"].filter(isCharacterCombo)).toEqual(["?", "e"]);
});

it("labels keys as the keyboard does", () => {
  expect(keyLabels("mod+k", true)).toEqual(["⌘", "K"]);
  expect(keyLabels("alt+shift+ArrowUp", false)).toEqual(["Alt", "Shift", "↑"]);
  expect(ariaKeys("mod+/", false)).toBe("Control+/");
});
