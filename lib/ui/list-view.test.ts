import { expect, it } from "vitest";
import { mergedQuery, readListView, writeListView } from "./list-view";

const COLUMNS = ["name", "since"] as const;
const read = (query: string) => readListView(new URLSearchParams(query), COLUMNS);

it("reads back what it wrote", () => {
  const view = { query: "a&b", sort: "since", down: true, page: 3 } as const;
  expect(read(writeListView(view, COLUMNS))).toEqual(view);
  expect(writeListView(read(""), COLUMNS)).toBe("");
});

it("takes what makes no sense for the default", () => {
  expect(read("?sort=shoe&dir=sideways&page=-2")).toEqual({ query: "", sort: "name", down: false, page: 1 });
});

it("says one part of an address anew and leaves the rest", () => {
  expect(mergedQuery("?days=90&q=ada&page=2", "?q=ada&page=2", "?q=ben")).toBe("?days=90&q=ben");
  expect(mergedQuery("?q=ada", "?q=ada", "")).toBe("");
});
