import { expect, it } from "vitest";
import { checkAccent } from "./accent-check";
import { DEFAULT_THEME } from "./settings";

it("finds text that reads on any accent", () => {
  for (let red = 0; red < 256; red += 15) {
    for (let green = 0; green < 256; green += 15) {
      for (let blue = 0; blue < 256; blue += 51) {
        const accent = `#${[red, green, blue].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
        expect(checkAccent({ accent, scheme: "auto" })?.textRatio, accent).toBeGreaterThanOrEqual(4.5);
      }
    }
  }
});

it("says where an accent hardly stands out, in the schemes that visitors may see", () => {
  const weak = (accent: string, scheme: "auto" | "light" | "dark") =>
    checkAccent({ accent, scheme })?.weak.map((one) => one.scheme);
  expect(weak("#ffff66", "auto")).toEqual(["light"]);
  expect(weak("#ffff66", "dark")).toEqual([]);
  expect(weak("#102030", "auto")).toEqual(["dark"]);
  expect(weak("#102030", "light")).toEqual([]);
  expect(weak("#4a7fd0", "auto")).toEqual([]);
});

it("takes no other text for a colour", () => {
  for (const accent of ["", "red", "#fff", "#12345", "#1234567", "#gggggg"]) {
    expect(checkAccent({ accent, scheme: "auto" }), accent).toBeNull();
  }
});

it("has nothing to say against the accent that a project begins with", () => {
  expect(checkAccent(DEFAULT_THEME)?.weak).toEqual([]);
});
