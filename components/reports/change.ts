import type { Unit } from "@/lib/reporting/protocol";
import type { Better } from "./charts";

/** How a figure stands to the one before it. */
export type Change =
  /** One of them was not measured. */
  | { kind: "none" }
  | { kind: "same" }
  /** There was nothing before. */
  | { kind: "new"; judged: Judged }
  /** `by`: a part of what was before, or for shares the distance between them. */
  | { kind: "up" | "down"; by: number; judged: Judged };

type Judged = "better" | "worse" | null;

export function changeOf(unit: Unit, now: number | null, before: number | null, better: Better): Change {
  if (now === null || before === null) return { kind: "none" };
  if (now === before) return { kind: "same" };
  const kind = now > before ? "up" : "down";
  const judged = better === null ? null : better === kind ? "better" : "worse";
  if (unit === "share") return { kind, by: Math.abs(now - before), judged };
  if (before === 0) return { kind: "new", judged };
  return { kind, by: Math.abs(now - before) / before, judged };
}
