import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { distinctChoices } from "./use-moments";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

it.each([
  ["2026-11-22T12:00:00Z", ["hour", "tomorrow"]],
  ["2026-11-23T12:00:00Z", ["hour", "tomorrow", "monday"]],
  ["2026-11-28T12:00:00Z", ["hour", "tomorrow", "monday"]],
])("at %s offers %j", (now, offered) => {
  vi.setSystemTime(new Date(now));
  vi.spyOn(Intl.DateTimeFormat.prototype, "resolvedOptions").mockReturnValue({
    timeZone: "UTC",
  } as Intl.ResolvedDateTimeFormatOptions);
  expect(distinctChoices(["hour", "tomorrow", "monday"])).toEqual(offered);
  vi.restoreAllMocks();
});
