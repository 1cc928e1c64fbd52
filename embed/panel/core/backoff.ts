const STEPS_MS = [2_000, 4_000, 8_000, 16_000] as const;

/** How long before the next attempt, `failures` having failed: 2, 4, 8, then 16 s, a fifth more or less. `chance` is in [0, 1). */
export function backoffMs(failures: number, chance: number): number {
  const step = STEPS_MS[Math.min(Math.max(failures, 1), STEPS_MS.length) - 1] ?? STEPS_MS[3];
  return Math.round(step * (0.8 + 0.4 * chance));
}
