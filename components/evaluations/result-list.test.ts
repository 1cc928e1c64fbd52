import { expect, it } from "vitest";
import type { CaseChange } from "@/lib/playground/core/compare-runs";
import type { Verdict } from "@/lib/playground/protocol";
import { matchingRows } from "@/lib/ui/row-list";
import { isShown, readResults, RESULT_LIST, writeResults, type ResultRow } from "./result-list";

const at = (query: string, isCompared = true) => readResults(new URLSearchParams(query), isCompared);

function row(place: number, verdict: Verdict | null, change: CaseChange, question = `Question ${place}`): ResultRow {
  const result = verdict && { verdict, faults: [], answer: "By ferry.", cited: [] };
  const expects = { kind: "answer", source: "", words: [] };
  return {
    at: place,
    now: { id: String(place), question, expects, result } as unknown as ResultRow["now"],
    before: null,
    change,
  };
}

const ROWS = [row(1, "pass", "better"), row(2, "fail", "worse"), row(3, null, "new"), row(4, "error", "same")];
const ids = (rows: readonly ResultRow[]) => rows.map((one) => one.at);

it("reads from an address what it wrote there", () => {
  for (const query of ["", "?show=notPassed", "?q=ferry&sort=verdict&dir=down&show=changed", "?sort=change"])
    expect(writeResults(at(query))).toBe(query);
});

it("takes what makes no sense in an address for nothing", () => {
  expect(at("show=none&sort=colour&page=-1")).toMatchObject({ shown: "all", sort: "at", page: 1 });
  expect(at("show=changed", false).shown).toBe("all");
});

it("shows what changed, or what was asked and did not pass", () => {
  expect(ids(ROWS.filter((one) => isShown(one, "all")))).toEqual([1, 2, 3, 4]);
  expect(ids(ROWS.filter((one) => isShown(one, "changed")))).toEqual([1, 2]);
  expect(ids(ROWS.filter((one) => isShown(one, "notPassed")))).toEqual([2, 4]);
});

it("puts first what one looks for first", () => {
  expect(ids(matchingRows(ROWS, at("sort=verdict"), RESULT_LIST))).toEqual([4, 2, 3, 1]);
  expect(ids(matchingRows(ROWS, at("sort=change"), RESULT_LIST))).toEqual([2, 1, 3, 4]);
});

it("finds by the question and by the answer", () => {
  expect(ids(matchingRows(ROWS, at("q=question%202"), RESULT_LIST))).toEqual([2]);
  expect(ids(matchingRows(ROWS, at("q=FERRY"), RESULT_LIST))).toEqual([1, 2, 4]);
});
