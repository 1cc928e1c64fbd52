import type { TurnSpan, TurnStep } from "../protocol";

/** Moments of a turn in milliseconds since the question. Null: it did not come to that. */
export interface TurnMoments {
  searchedAt: number | null;
  foundAt: number | null;
  calledAt: number | null;
  /** Of the provider, since it was called. */
  firstTokenMs: number | null;
  totalMs: number;
}

/** What a turn spent its time on, one step after the other, none beyond the end. */
export function spansOf({ searchedAt, foundAt, calledAt, firstTokenMs, totalMs }: TurnMoments): TurnSpan[] {
  const spans: TurnSpan[] = [];
  const add = (step: TurnStep, from: number, until: number) => {
    const begin = Math.min(Math.max(from, spans.at(-1)?.until ?? 0), totalMs);
    spans.push({ step, from: begin, until: Math.min(Math.max(until, begin), totalMs) });
  };
  if (searchedAt !== null) {
    add("settings", 0, searchedAt);
    add("retrieval", searchedAt, foundAt ?? totalMs);
  }
  if (calledAt === null) return spans;
  add("preparing", foundAt ?? 0, calledAt);
  add("waiting", calledAt, firstTokenMs === null ? totalMs : calledAt + firstTokenMs);
  if (firstTokenMs !== null) add("writing", calledAt + firstTokenMs, totalMs);
  return spans;
}
