import { expect, it } from "vitest";
import type { ReportGroup } from "@/lib/reporting/protocol";
import { groupColumns, matchingGroups, readGroupList, writeGroupList } from "./group-list";

const COLUMNS = groupColumns(["calls", "cost"]);
const group = (label: string, calls: number, cost: number | null) => {
  const figures = { calls, cost } as unknown as ReportGroup["figures"];
  return { key: label, name: label, label, figures, before: figures };
};
const all = [group("beta", 5, null), group("alpha", 5, 9), group("gamma", 8, 1)];
const names = (query: string) =>
  matchingGroups(all, readGroupList(new URLSearchParams(query), COLUMNS)).map(({ label }) => label);

it("begins with the largest, equal ones by their names", () => {
  expect(names("")).toEqual(["gamma", "alpha", "beta"]);
  expect(names("dir=down")).toEqual(["alpha", "beta", "gamma"]);
});

it("puts what was not measured last, whichever way it is sorted", () => {
  expect(names("sort=cost")).toEqual(["alpha", "gamma", "beta"]);
  expect(names("sort=cost&dir=down")).toEqual(["gamma", "alpha", "beta"]);
});

it("sorts names from A on, and finds them by any part", () => {
  expect(names("sort=name")).toEqual(["alpha", "beta", "gamma"]);
  expect(names("q=AMM")).toEqual(["gamma"]);
});

it("writes what it read", () => {
  for (const query of ["", "?sort=cost", "?dir=down", "?sort=name&dir=down", "?page=2"])
    expect(writeGroupList(readGroupList(new URLSearchParams(query), COLUMNS), COLUMNS)).toBe(query);
});
