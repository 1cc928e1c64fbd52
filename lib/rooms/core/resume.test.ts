import { expect, it } from "vitest";
import { LIMITS } from "../protocol";
import { backoffMs, isRowFault } from "../../platform/backoff";
import { planCatchUp } from "./resume";

const log = { epoch: "e", head: 1_000 };

it.each([
  [null, { kind: "fresh" }],
  [{ epoch: "other", since: 10 }, { kind: "fresh" }],
  [{ epoch: "e", since: 1_001 }, { kind: "fresh" }],
  [
    { epoch: "e", since: 1_000 },
    { kind: "events", from: 1_001, to: 1_000 },
  ],
  [
    { epoch: "e", since: 1_000 - LIMITS.replayEventsMax },
    { kind: "events", from: 501, to: 1_000 },
  ],
  [
    { epoch: "e", since: 999 - LIMITS.replayEventsMax },
    { kind: "gap", from: 500 },
  ],
  [
    { epoch: "e", since: 0 },
    { kind: "gap", from: 1 },
  ],
])("catches up from %j", (asked, plan) => {
  expect(planCatchUp(log, asked)).toEqual(plan);
});

it("backs off with jitter to a ceiling", () => {
  expect(backoffMs(1, 0)).toBe(250);
  expect(backoffMs(1, 1)).toBe(500);
  expect(backoffMs(50, 1)).toBe(8_000);
  expect(backoffMs(50, 1, "row")).toBe(1_500);
});

it("knows a row that Postgres refuses from a Postgres that is away", () => {
  const wrapped = new Error("x", { cause: Object.assign(new Error("y"), { code: "22021" }) });
  expect(isRowFault(wrapped)).toBe(true);
  expect(isRowFault({ code: "23503" })).toBe(true);
  expect(isRowFault({ code: "57P03" })).toBe(false);
  expect(isRowFault({ code: "ECONNREFUSED" })).toBe(false);
  expect(isRowFault(new Error("away"))).toBe(false);
  expect(isRowFault(null)).toBe(false);
  expect(isRowFault("text")).toBe(false);
});
