import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type Delta, Deltas } from "./deltas";

let told: Delta[];
let deltas: Deltas;

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  deltas = new Deltas(50, (delta) => told.push(delta));
});
afterEach(() => vi.useRealTimers());

it("tells the first word at once, and what follows within 50 ms as one", () => {
  deltas.add({ at: 0, text: "The" });
  expect(told).toEqual([{ at: 0, text: "The" }]);
  deltas.add({ at: 3, text: " tent" });
  deltas.add({ at: 8, text: " weighs" });
  expect(told).toHaveLength(1);
  vi.advanceTimersByTime(50);
  expect(told.slice(1)).toEqual([{ at: 3, text: " tent weighs" }]);
});

it("tells a word at once that comes after a pause", () => {
  deltas.add({ at: 0, text: "The" });
  vi.advanceTimersByTime(50);
  deltas.add({ at: 3, text: " tent" });
  expect(told).toHaveLength(2);
});

it("tells what waits before somebody is told the whole, and nothing of it again", () => {
  deltas.add({ at: 0, text: "The" });
  deltas.add({ at: 3, text: " tent" });
  deltas.flush();
  vi.advanceTimersByTime(1_000);
  expect(told).toEqual([
    { at: 0, text: "The" },
    { at: 3, text: " tent" },
  ]);
});

it("leaves no timer and tells nothing more once it is dropped", () => {
  deltas.add({ at: 0, text: "The" });
  deltas.add({ at: 3, text: " tent" });
  deltas.drop();
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(1_000);
  expect(told).toHaveLength(1);
});

it("joins nothing where it is told so", () => {
  deltas = new Deltas(0, (delta) => told.push(delta));
  deltas.add({ at: 0, text: "The" });
  deltas.add({ at: 3, text: " tent" });
  expect(told).toHaveLength(2);
});
