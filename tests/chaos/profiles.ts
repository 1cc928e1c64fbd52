/** How much of what a run does. */
import type { Mischief } from "./driver/client";
import type { SourceEdit } from "./stack/build-worker";
import { bugs } from "./bugs/index";
import type { Finding } from "./checker/records";

export interface Plan {
  sends: number;
  /** Held on average, so that the faults find a busy room at any size of run. */
  sendsPerSecond: number;
  rooms: number;
  peopleARoom: number;
  kills: number;
  evictions: number;
  removals: number;
  /** Seconds Postgres is away, alternately frozen and crashed. */
  outagesS: readonly number[];
  /** Seconds its answers are late, and seconds some of them are lost after the commit. */
  slowS: number;
  commitUnknownS: number;
  /** How long Postgres is waited for. Longer than the 30 s it is judged by, so that late and never can be told apart. */
  levelWaitMs: number;
  mischief: Mischief;
}

export interface Scenario {
  name: string;
  plan: Plan;
  edits?: readonly SourceEdit[];
  /** A seeded bug is caught when one of these is reported. */
  mustFind?: readonly Finding[];
}

const mischief: Mischief = { cut: 0.004, duplicate: 0.03, reorder: 0.03 };

const short: Plan = {
  sends: 6_000,
  sendsPerSecond: 160,
  rooms: 3,
  peopleARoom: 3,
  kills: 4,
  evictions: 4,
  removals: 3,
  outagesS: [4, 3],
  slowS: 3,
  commitUnknownS: 3,
  levelWaitMs: 60_000,
  mischief,
};

const full: Plan = {
  ...short,
  sends: 100_000,
  sendsPerSecond: 400,
  rooms: 5,
  peopleARoom: 4,
  kills: 20,
  evictions: 20,
  removals: 10,
  outagesS: [25, 15],
  slowS: 15,
  commitUnknownS: 15,
};

/** Enough crashes and repeats for a seeded bug to show; Postgres is left alone. */
const forBugs: Plan = {
  ...short,
  sends: 1_500,
  sendsPerSecond: 200,
  kills: 4,
  evictions: 2,
  removals: 0,
  outagesS: [],
  slowS: 0,
  commitUnknownS: 0,
  levelWaitMs: 3_000,
  mischief: { cut: 0.01, duplicate: 0.08, reorder: 0.03 },
};

const seeded: Scenario[] = bugs.map(({ name, edits, mustFind }) => ({
  name: `seeded bug: ${name}`,
  plan: forBugs,
  edits,
  mustFind,
}));

export const PROFILES: Record<"short" | "full", Scenario[]> = {
  short: [{ name: "chaos", plan: short }, ...seeded],
  full: [{ name: "chaos", plan: full }, ...seeded],
};
