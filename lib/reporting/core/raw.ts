/** What is read of a report, before it is made into figures: counts that add up, and what of many values is in the middle. */

export interface Spread {
  p50: number;
  p95: number;
}

export interface RawFigures {
  sums: Readonly<Record<string, number>>;
  /** By what was measured; absent where nothing was. */
  spreads: Readonly<Record<string, Spread>>;
}

export interface RawGroup {
  key: string;
  name: string | null;
  now: RawFigures;
  before: RawFigures;
}

export interface RawReport {
  /** Days that have anything, of the period and of the one before. */
  days: ReadonlyMap<string, RawFigures>;
  /** Of the whole periods what cannot be added up from days. */
  now: RawFigures;
  before: RawFigures;
  groups: readonly RawGroup[];
}
