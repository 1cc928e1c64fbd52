/** What is measured: viewers and rhythm. Every target goes through every cell. */
import type { LoadJob } from "./load/job";

export interface Cell {
  name: string;
  mode: "burst" | "ten" | "paced";
  viewers: number;
  load: LoadJob["load"];
}

export interface Profile {
  name: string;
  rounds: number;
  durationMs: number;
  messagesMax: number;
  /** Sockets that sit idle and ping, and how often. */
  idle: { sockets: number; pings: number };
  cells: Cell[];
}

const burst = (viewers: number): Cell => ({
  name: `burst, 100 in flight, ${viewers} viewers`,
  mode: "burst",
  viewers,
  load: { kind: "in-flight", inFlight: 100 },
});
const ten = (viewers: number): Cell => ({
  name: `ten in flight, ${viewers} viewers`,
  mode: "ten",
  viewers,
  load: { kind: "in-flight", inFlight: 10 },
});
const paced = (viewers: number, perSecond: number): Cell => ({
  name: `paced ${perSecond}/s, ${viewers} viewers`,
  mode: "paced",
  viewers,
  load: { kind: "paced", perSecond },
});

const gated = [burst(100), ten(100), ten(500), paced(100, 50)];
const others = [burst(1), burst(10), burst(500), ten(1), ten(10), paced(500, 20)];

/** `full` is what the gates are judged by; `quick` sees only the gated cells, in fewer and shorter rounds. */
export const PROFILES: Record<"full" | "quick", Profile> = {
  full: {
    name: "full",
    rounds: 5,
    durationMs: 2_500,
    messagesMax: 10_000,
    idle: { sockets: 1_000, pings: 10 },
    cells: [...gated, ...others],
  },
  quick: {
    name: "quick",
    rounds: 3,
    durationMs: 1_200,
    messagesMax: 4_000,
    idle: { sockets: 200, pings: 4 },
    cells: gated,
  },
};
