/** Bounds of what is chosen in the dashboard alone. */
export const CHOICE_BOUNDS = {
  /** Pixels from the window's edges. */
  offsetMax: 200,
  /** A small picture as a data address; the dashboard makes it of any. */
  logoCharsMax: 24_000,
  logoPixels: 96,
  suggestionCharsMax: 120,
  blockedMax: 200,
  blockedCharsMax: 100,
  linkHostsMax: 50,
  modelCharsMax: 256,
  /** How long a secret goes on after its successor was made. */
  graceDays: 7,
} as const;
