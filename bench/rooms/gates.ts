/** The promises of this benchmark, each a ratio of medians of one run. */
import type { Cell } from "./cells";
import { round3, type Spread } from "../measure/spread";

export interface Measured {
  cell: Cell;
  target: string;
  messagesPerSecond: Spread;
  ackP50Ms: Spread;
  ackP99Ms: Spread;
  cpuMs: Spread;
}

export interface Gate {
  name: string;
  /** Ours against the peer's, or a count. */
  ratio: number;
  bound: string;
  passed: boolean;
}

type Figure = "messagesPerSecond" | "ackP50Ms" | "cpuMs";
type Rule = { mode: Cell["mode"]; viewers: number; figure: Figure; peer: string } & (
  | { least: number }
  | { most: number }
);

const OURS = "Parlor";
const RULES: Rule[] = [
  { mode: "burst", viewers: 100, figure: "messagesPerSecond", peer: "bare object", least: 8 },
  { mode: "burst", viewers: 100, figure: "messagesPerSecond", peer: "ws, no storage", least: 3 },
  { mode: "burst", viewers: 100, figure: "messagesPerSecond", peer: "socket.io", least: 5 },
  { mode: "ten", viewers: 100, figure: "messagesPerSecond", peer: "bare object", least: 2.5 },
  { mode: "ten", viewers: 500, figure: "messagesPerSecond", peer: "bare object", least: 3.5 },
  { mode: "paced", viewers: 100, figure: "ackP50Ms", peer: "bare object", most: 1.2 },
  { mode: "paced", viewers: 100, figure: "cpuMs", peer: "bare object", most: 1.3 },
];
const FIGURES: Record<Figure, string> = {
  messagesPerSecond: "messages/s",
  ackP50Ms: "ack p50",
  cpuMs: "CPU per message",
};

/** Judges every gate whose cell was measured. */
export function judgeGates(measured: readonly Measured[]): Gate[] {
  return RULES.flatMap((rule) => {
    const find = (target: string) =>
      measured.find(
        ({ cell, target: name }) => cell.mode === rule.mode && cell.viewers === rule.viewers && name === target,
      );
    const [ours, peer] = [find(OURS), find(rule.peer)];
    if (!ours || !peer) return [];
    const ratio = ours[rule.figure].median / peer[rule.figure].median;
    const passed = "least" in rule ? ratio >= rule.least : ratio <= rule.most;
    const bound = "least" in rule ? `at least ${rule.least}` : `at most ${rule.most}`;
    return [{ name: `${ours.cell.name}: ${FIGURES[rule.figure]} against ${rule.peer}`, ratio, bound, passed }];
  });
}

export function gateLine({ name, ratio, bound, passed }: Gate): string {
  return `${passed ? "PASS" : "FAIL"}  ${name}: ${round3(ratio)} (${bound})`;
}
