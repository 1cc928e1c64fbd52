import { accentShades, contrastOf, SURFACE } from "@/lib/assistant/core/embed-theme";
import type { ProjectTheme } from "../protocol";

/** What a shape needs to be seen on its ground (WCAG 1.4.11). */
const SHAPE_CONTRAST = 3;

export interface AccentCheck {
  /** Text on the accent: black or white, whichever reads better. */
  onAccent: string;
  textRatio: number;
  /** Panels that the accent hardly stands out from, and by how much. */
  weak: { scheme: "light" | "dark"; ratio: number }[];
}

/** How well an accent reads, in each scheme that visitors may see; null for what is no colour. */
export function checkAccent({ accent, scheme }: Pick<ProjectTheme, "accent" | "scheme">): AccentCheck | null {
  if (!/^#[0-9a-f]{6}$/i.test(accent)) return null;
  const { onFill } = accentShades(accent);
  const seen = scheme === "auto" ? (["light", "dark"] as const) : [scheme];
  const ratios = seen.map((each) => ({ scheme: each, ratio: contrastOf(accent, SURFACE[each]) }));
  return {
    onAccent: onFill,
    textRatio: contrastOf(accent, onFill),
    weak: ratios.filter(({ ratio }) => ratio < SHAPE_CONTRAST),
  };
}
