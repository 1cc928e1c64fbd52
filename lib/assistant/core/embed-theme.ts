import type { ProjectTheme } from "../../projects/protocol";

/** What the panel paints text on; its style sheet names the same two. */
export const SURFACE = { light: "#fdfcfa", dark: "#1f1d1b" } as const;
const INK = { light: "#ffffff", dark: "#000000" } as const;
const DEFAULT_ACCENT = "#0b5c62";
const TEXT_CONTRAST = 4.5;
const RADIUS = { none: "0px", medium: "10px", large: "18px" } as const;

type Rgb = readonly [number, number, number];

/** The theme as declarations of custom properties: colours only from parsed numbers, so that no text of a tenant is CSS. */
export function themeDeclarations(theme: ProjectTheme): string {
  const accent = accentShades(theme.accent);
  return [
    `color-scheme:${schemeOf(theme.scheme)}`,
    `--accent:${accent.fill}`,
    `--on-accent:${accent.onFill}`,
    `--accent-ink:light-dark(${accent.inkOnLight},${accent.inkOnDark})`,
    `--radius:${RADIUS[theme.radius] ?? RADIUS.medium}`,
  ].join(";");
}

/** The frame's element and its document must say the same, or the browser paints a box behind the panel. */
export function schemeOf(scheme: ProjectTheme["scheme"]): string {
  return scheme === "light" || scheme === "dark" ? scheme : "light dark";
}

/** The accent as it is, the text that reads best on it, and what it becomes as text on the panel. */
export function accentShades(accent: string): { fill: string; onFill: string; inkOnLight: string; inkOnDark: string } {
  const fill = parse(accent) ?? (parse(DEFAULT_ACCENT) as Rgb);
  const [white, black] = [parse(INK.light) as Rgb, parse(INK.dark) as Rgb];
  return {
    fill: print(fill),
    onFill: contrast(fill, white) >= contrast(fill, black) ? INK.light : INK.dark,
    inkOnLight: print(readable(fill, parse(SURFACE.light) as Rgb, [0, 0, 0])),
    inkOnDark: print(readable(fill, parse(SURFACE.dark) as Rgb, [255, 255, 255])),
  };
}

/** WCAG's ratio of two colours `#rrggbb`. */
export function contrastOf(one: string, other: string): number {
  return contrast(parse(one) ?? [0, 0, 0], parse(other) ?? [0, 0, 0]);
}

/** Moves a colour towards black or white, no further than it must. */
function readable(color: Rgb, surface: Rgb, towards: Rgb): Rgb {
  for (let step = 0; step <= 20; step++) {
    const mixed = color.map((part, at) =>
      Math.round(part + ((towards[at] ?? 0) - part) * (step / 20)),
    ) as unknown as Rgb;
    if (contrast(mixed, surface) >= TEXT_CONTRAST) return mixed;
  }
  return towards;
}

function contrast(one: Rgb, other: Rgb): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function luminance(color: Rgb): number {
  const [red = 0, green = 0, blue = 0] = color.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function parse(hex: string): Rgb | null {
  const digits = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex);
  return (
    digits && ([digits[1], digits[2], digits[3]].map((part) => Number.parseInt(part ?? "0", 16)) as unknown as Rgb)
  );
}

function print(color: Rgb): string {
  return `#${color.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}
