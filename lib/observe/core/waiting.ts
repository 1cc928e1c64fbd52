import type { Waiting } from "../protocol";

/** Rows that wait here and there. */
export function together(one: Waiting, other: Waiting): Waiting {
  const since = [one.since, other.since].filter((at) => at !== null);
  return {
    rows: one.rows + other.rows,
    parked: one.parked + other.parked,
    since: since.length === 0 ? null : Math.min(...since),
  };
}
