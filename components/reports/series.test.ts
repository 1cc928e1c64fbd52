import { expect, it } from "vitest";
import type { Figures, Report } from "@/lib/reporting/protocol";
import { CHARTS, figureOf } from "./charts";
import { isEmpty, seriesOf, tickDays } from "./series";

const day = (text: string, figures: object) => ({ day: text, figures: figures as Figures });
const report = {
  report: "models",
  days: [
    day("2026-11-21", { calls: 2, totalP50: null, totalP95: null }),
    day("2026-11-22", { calls: 0, totalP50: 5, totalP95: 9 }),
  ],
  daysBefore: [day("2026-11-19", { calls: 7, totalP50: 3, totalP95: 4 }), day("2026-11-20", { calls: 0 })],
} as unknown as Report;
const chart = (id: string) => CHARTS.models.find((one) => one.id === id) ?? CHARTS.models[0];

it("puts each day beside the same one of the days before, and keeps what was not measured a gap", () => {
  expect(seriesOf(report, chart("total"), true)).toEqual([
    { day: "2026-11-21", totalP50: null, totalP50Before: 3, totalP95: null, totalP95Before: 4 },
    { day: "2026-11-22", totalP50: 5, totalP50Before: null, totalP95: 9, totalP95Before: null },
  ]);
  expect(seriesOf(report, chart("calls"), false)).toEqual([
    { day: "2026-11-21", calls: 2 },
    { day: "2026-11-22", calls: 0 },
  ]);
});

it("names a few days, evenly apart and off the ends", () => {
  const days = (count: number) => Array.from({ length: count }, (_, at) => ({ day: String(at + 1) }));
  expect(tickDays([])).toEqual([]);
  expect(tickDays(days(3))).toEqual(["1", "2", "3"]);
  expect(tickDays(days(30))).toEqual(["3", "8", "13", "18", "23", "28"]);
  expect(tickDays(days(365))).toHaveLength(6);
});

it("knows when there is nothing to draw", () => {
  expect(isEmpty([{ day: "2026-11-22", failed: 0 }], chart("failed"))).toBe(true);
  expect(isEmpty([{ day: "2026-11-22", failed: 0, failedBefore: 1 }], chart("failed"))).toBe(false);
});

it("adds up what are parts of a sum, and takes the median of times", () => {
  expect(figureOf(chart("tokens"), { promptTokens: 3, completionTokens: 4 })).toBe(7);
  expect(figureOf(chart("total"), { totalP50: 5, totalP95: 9 })).toBe(5);
  expect(figureOf(chart("total"), {})).toBeNull();
});
