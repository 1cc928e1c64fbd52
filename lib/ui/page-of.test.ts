import { expect, it } from "vitest";
import { pageOf, ROWS_PER_PAGE } from "./page-of";

it("answers a page of rows, the last one for every page beyond it", () => {
  const many = Array.from({ length: ROWS_PER_PAGE * 2 + 1 }, (_, n) => n);
  expect(pageOf(many, 2).rows).toHaveLength(ROWS_PER_PAGE);
  expect(pageOf(many, 99)).toMatchObject({ rows: [ROWS_PER_PAGE * 2], page: 3, pages: 3 });
  expect(pageOf([], 4)).toEqual({ rows: [], page: 1, pages: 1 });
});
