import { describe, expect, it } from "vitest";
import { isCharacterCombo, matchesCombo } from "@/components/frame/keys";
import { KEYMAP } from "./keymap";

const all = Object.entries(KEYMAP).flatMap(([id, combos]) => combos.map((combo) => ({ id, combo })));
/** What browsers keep for themselves or what writing needs. */
const TAKEN = ["w", "t", "n", "q", "r", "p", "l", "c", "v", "x", "a", "z", "s", "f", "Tab", "ArrowLeft", "ArrowRight"];

describe("the keymap", () => {
  it("gives no combination two meanings", () => {
    expect(new Set(all.map(({ combo }) => combo)).size).toBe(all.length);
  });

  it("writes modifiers in one order, each once", () => {
    for (const { combo } of all) expect(combo, combo).toMatch(/^(mod\+)?(alt\+)?(shift\+)?[^+]+$/);
  });

  it("leaves the browser's own keys and those of writing alone", () => {
    for (const { combo } of all) expect(TAKEN.map((key) => `mod+${key}`)).not.toContain(combo);
    // Control and Alt together is AltGr, which types characters.
    for (const { combo } of all) expect(combo.includes("mod+alt+"), combo).toBe(false);
  });

  it("has no bare character beside those of a focused message and the question mark", () => {
    const bare = all.filter(({ combo }) => isCharacterCombo(combo));
    for (const { id, combo } of bare) expect(id.startsWith("message-") || combo === "?", id).toBe(true);
  });

  it("tells every combination from every other one, on each kind of keyboard", () => {
    for (const mac of [true, false]) {
      for (const { combo } of all) {
        const parts = combo.split("+");
        const event = {
          key: parts.at(-1) ?? "",
          metaKey: mac && parts.includes("mod"),
          ctrlKey: !mac && parts.includes("mod"),
          altKey: parts.includes("alt"),
          shiftKey: parts.includes("shift"),
        };
        expect(all.filter((other) => matchesCombo(event, other.combo, mac)).map((other) => other.combo)).toEqual([
          combo,
        ]);
      }
    }
  });
});
