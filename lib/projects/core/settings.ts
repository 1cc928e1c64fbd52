import { DEFAULT_GUARD } from "../../guard/protocol";
import type { ProjectSettings, ProjectTheme } from "../protocol";

type Kept = Omit<ProjectSettings, "name" | "paused">;

export const DEFAULT_THEME: ProjectTheme = {
  /** Stands out from the light and from the dark panel. */
  accent: "#1a767d",
  scheme: "auto",
  position: "right",
  offsetX: 20,
  offsetY: 20,
  radius: "medium",
  icon: "chat",
  logoUrl: null,
};

const DEFAULTS: Kept = {
  allowAnonymous: true,
  origins: [],
  theme: DEFAULT_THEME,
  language: "en",
  texts: {},
  model: null,
  instructions: "",
  guard: DEFAULT_GUARD,
  minConfidence: null,
  requireTurnstile: false,
  consent: false,
};

/** What a new project of this site has. */
export function newSettings(origins: readonly string[]): Kept {
  return { ...DEFAULTS, origins: [...origins] };
}

/** What was stored, and what it lacks as it comes: a project that was saved before a setting existed. */
export function completeSettings(stored: Partial<Kept>): Kept {
  return {
    ...DEFAULTS,
    ...stored,
    theme: { ...DEFAULT_THEME, ...stored.theme },
    guard: { ...DEFAULT_GUARD, ...stored.guard },
  };
}
