import { expect, it } from "vitest";
import { ErrorLimit } from "./error-limit";

const NOW = Date.UTC(2040, 5, 15, 12);
const line = (errorName: string) => ({ event: "http.error", errorName });

it("tells an error once a minute, and then how often it came meanwhile", () => {
  const limit = new ErrorLimit();
  expect(limit.pass(line("A"), NOW)).toBe(0);
  for (let i = 1; i <= 1_000; i++) expect(limit.pass(line("A"), NOW + i)).toBeNull();
  expect(limit.pass(line("B"), NOW + 1_001)).toBe(0);
  expect(limit.pass(line("A"), NOW + 60_000)).toBe(1_000);
  expect(limit.pass(line("A"), NOW + 120_000)).toBe(0);
});

it("tells ten kinds at once and ten a minute after them", () => {
  const limit = new ErrorLimit();
  const told = (now: number) =>
    Array.from({ length: 100 }, (_, at) => limit.pass(line(`E${at} ${now}`), now)).filter((more) => more !== null)
      .length;
  expect(told(NOW)).toBe(10);
  expect(told(NOW)).toBe(0);
  expect(told(NOW + 60_000)).toBe(10);
});
