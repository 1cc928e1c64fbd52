import { describe, expect, it } from "vitest";
import { MINUTE_MS, Minutes, MINUTES_SHOWN, type EndedCall } from "./minutes";

const NOW = Date.UTC(2040, 5, 15, 12, 0, 30);
const call = (agoMs: number, change: Partial<EndedCall> = {}): EndedCall => ({
  endedAt: NOW - agoMs,
  end: "ok",
  firstTokenMs: 10,
  totalMs: 20,
  ...change,
});

describe("calls of the last minutes", () => {
  it("count in the minute of their end, oldest first, with the minutes in which there was none", () => {
    const minutes = new Minutes();
    for (const ago of [0, 29_000, 31_000, 14 * MINUTE_MS]) minutes.note(call(ago), NOW);
    const shown = minutes.shown(NOW);
    expect(shown).toHaveLength(MINUTES_SHOWN);
    expect(shown.map(({ calls }) => calls)).toEqual([1, ...Array.from({ length: 12 }, () => 0), 1, 2]);
    expect(shown.at(-1)?.at).toBe(Date.UTC(2040, 5, 15, 12));
  });

  it("leave the view after fifteen minutes, and never come back into it", () => {
    const minutes = new Minutes();
    expect(minutes.note(call(15 * MINUTE_MS), NOW)).toBeNull();
    minutes.note(call(0), NOW);
    const later = NOW + 15 * MINUTE_MS;
    expect(minutes.shown(later).every(({ calls }) => calls === 0)).toBe(true);
    expect(minutes.shown(NOW).every(({ calls }) => calls === 0)).toBe(true);
  });

  it("tell failures from what the caller wished, and times of whole answers from the rest", () => {
    const minutes = new Minutes();
    const ends = ["ok", "aborted", "failed", "refused", "cut"] as const;
    for (const [at, end] of ends.entries()) {
      minutes.note(call(0, { end, totalMs: 10 + at, firstTokenMs: end === "failed" ? null : 5 + at }), NOW);
    }
    expect(minutes.span(NOW)).toEqual({
      minutes: 5,
      calls: 5,
      failed: 3,
      aborted: 1,
      firstToken: { p50: 6, p95: 9, p99: 9 },
      whole: { p50: 10, p95: 10, p99: 10 },
    });
  });

  it("come back from what was written down of a minute", () => {
    const minutes = new Minutes();
    const minute = minutes.note(call(0), NOW) ?? 0;
    const again = new Minutes();
    again.restore(minute, JSON.parse(JSON.stringify(minutes.store(minute))) as ReturnType<Minutes["store"]>);
    again.note(call(0, { end: "cut" }), NOW);
    expect(minutes.shown(NOW).at(-1)).toMatchObject({ calls: 1, failed: 0 });
    expect(again.shown(NOW).at(-1)).toMatchObject({ calls: 2, failed: 1 });
  });

  it("count now what a clock ahead of ours says", () => {
    const minutes = new Minutes();
    minutes.note(call(-10 * MINUTE_MS), NOW);
    expect(minutes.shown(NOW).at(-1)?.calls).toBe(1);
  });
});
