import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contrast, parseOklch, type Oklch } from "@/lib/ui/oklch";

const css = readFileSync(new URL("./globals.css", import.meta.url), "utf8");
const light = tokensOf(":root");
const themes = { light, dark: new Map([...light, ...tokensOf(".dark")]) };

/** Text and what it stands on. */
const TEXT: [string, string[]][] = [
  [
    "foreground",
    ["background", "muted", "accent", "selected", "mention", "destructive-soft", "warning-soft", "sidebar"],
  ],
  ["card-foreground", ["card"]],
  ["popover-foreground", ["popover"]],
  [
    "muted-foreground",
    ["background", "card", "popover", "muted", "accent", "sidebar", "sidebar-accent", "rail", "mention"],
  ],
  ["primary", ["background", "card", "popover", "accent"]],
  ["primary-foreground", ["primary"]],
  ["secondary-foreground", ["secondary"]],
  ["accent-foreground", ["accent"]],
  ["selected-foreground", ["selected"]],
  ["destructive", ["background", "card", "popover", "destructive-soft"]],
  ["destructive-foreground", ["destructive"]],
  ["warning", ["background", "card", "popover", "warning-soft"]],
  ["warning-foreground", ["warning"]],
  ["rail-foreground", ["rail", "accent"]],
  ["sidebar-foreground", ["sidebar"]],
  ["sidebar-accent-foreground", ["sidebar-accent"]],
  ["background", ["foreground"]],
  ["code-keyword", ["muted"]],
  ["code-string", ["muted"]],
  ["code-number", ["muted"]],
  ["code-title", ["muted"]],
  ["primary", ["mention"]],
];

/** Boundaries of controls and focus rings. */
const SHAPES: [string, string[]][] = [
  ["input", ["background", "card", "popover"]],
  ["ring", ["background", "card", "popover", "sidebar", "rail", "muted"]],
  ["primary", ["background", "sidebar", "rail"]],
  ["chart-1", ["background", "card", "selected"]],
  ["chart-3", ["background", "card"]],
  ["chart-4", ["background", "card"]],
  ["chart-5", ["background", "card"]],
];

describe.each(Object.entries(themes))("%s theme", (_name, tokens) => {
  it.each(TEXT.flatMap(([text, grounds]) => grounds.map((ground) => [text, ground])))(
    "%s on %s is readable",
    (text, ground) => {
      expect(contrast(colour(tokens, text), colour(tokens, ground))).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each(SHAPES.flatMap(([shape, grounds]) => grounds.map((ground) => [shape, ground])))(
    "%s on %s is seen",
    (shape, ground) => {
      expect(contrast(colour(tokens, shape), colour(tokens, ground))).toBeGreaterThanOrEqual(3);
    },
  );
});

it("measures black on white as 21", () => {
  expect(contrast({ l: 0, c: 0, h: 0 }, { l: 1, c: 0, h: 0 })).toBeCloseTo(21, 1);
});

function tokensOf(selector: string): Map<string, string> {
  const block = css.slice(css.indexOf(`\n${selector} {`));
  const body = block.slice(0, block.indexOf("\n}"));
  return new Map([...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = "", value = ""]) => [name, value]));
}

function colour(tokens: Map<string, string>, name: string): Oklch {
  const value = tokens.get(name) ?? "";
  const alias = /^var\(--([\w-]+)\)$/.exec(value)?.[1];
  if (alias !== undefined) return colour(tokens, alias);
  const parsed = parseOklch(value);
  if (!parsed) throw new Error(`--${name} is not an oklch colour: "${value}"`);
  return parsed;
}
