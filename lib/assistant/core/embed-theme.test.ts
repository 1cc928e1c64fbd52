import { describe, expect, it } from "vitest";
import type { ProjectTheme } from "../../projects/protocol";
import { accentShades, contrastOf, themeDeclarations } from "./embed-theme";

const theme = (over: Partial<ProjectTheme> = {}): ProjectTheme => ({
  accent: "#0b5c62",
  scheme: "auto",
  position: "right",
  offsetX: 20,
  offsetY: 20,
  radius: "medium",
  icon: "chat",
  logoUrl: null,
  ...over,
});

describe("accentShades", () => {
  it("keeps text readable on and in any accent", () => {
    for (const accent of ["#0b5c62", "#ffffff", "#000000", "#ffee00", "#ff0000", "#808080", "#1a73e8", "#00ff00"]) {
      const shades = accentShades(accent);
      expect(shades.fill).toBe(accent);
      expect(contrastOf(shades.fill, shades.onFill)).toBeGreaterThanOrEqual(4.5);
      expect(contrastOf(shades.inkOnLight, "#fdfcfa")).toBeGreaterThanOrEqual(4.5);
      expect(contrastOf(shades.inkOnDark, "#1f1d1b")).toBeGreaterThanOrEqual(4.5);
    }
  });

  it("leaves an accent that reads well as it is", () => {
    expect(accentShades("#0b5c62").inkOnLight).toBe("#0b5c62");
  });
});

describe("themeDeclarations", () => {
  it("writes no text of a tenant into the style sheet", () => {
    const css = themeDeclarations(theme({ accent: "red;}body{display:none}" }));
    expect(css).not.toContain("body");
    expect(css).toContain("--accent:#0b5c62");
  });

  it("names both schemes unless one is forced", () => {
    expect(themeDeclarations(theme())).toContain("color-scheme:light dark");
    expect(themeDeclarations(theme({ scheme: "dark" }))).toContain("color-scheme:dark;");
  });
});
