import { describe, expect, it } from "vitest";
import { matchingRows, readRowList, writeRowList, type RowList } from "./row-list";

interface Row {
  name: string;
  cost: number | null;
}

const LIST: RowList<Row, "cost" | "name"> = {
  columns: ["cost", "name"],
  falling: ["cost"],
  part: "model.",
  textOf: ({ name }) => name,
  valueOf: (row, column) => row[column],
};
const ROWS: Row[] = [
  { name: "beta", cost: 2 },
  { name: "Alpha", cost: null },
  { name: "gamma", cost: 30 },
  { name: "alphabet", cost: 2 },
];
const read = (query: string) => readRowList(new URLSearchParams(query), LIST);
const names = (query: string) => matchingRows(ROWS, read(query), LIST).map(({ name }) => name);

describe("the address", () => {
  it("is plain for the first column, which begins with the greatest", () => {
    expect(read("")).toEqual({ query: "", sort: "cost", down: true, page: 1 });
    expect(writeRowList(read(""), LIST)).toBe("");
  });

  it("reads back what it wrote, under names of its own", () => {
    const view = { query: "a&b", sort: "name", down: true, page: 2 } as const;
    const written = writeRowList(view, LIST);
    expect(written).toBe("?model.q=a%26b&model.sort=name&model.dir=down&model.page=2");
    expect(read(written)).toEqual(view);
    expect(read(written.replaceAll("model.", ""))).toEqual(read(""));
    const rising = { query: "", sort: "cost", down: false, page: 1 } as const;
    expect(read(writeRowList(rising, LIST))).toEqual(rising);
  });
});

describe("the rows", () => {
  it("are sorted, those without a value last either way, equal ones as they came", () => {
    expect(names("")).toEqual(["gamma", "beta", "alphabet", "Alpha"]);
    expect(names("?model.dir=down")).toEqual(["beta", "alphabet", "gamma", "Alpha"]);
    expect(names("?model.sort=name")).toEqual(["Alpha", "alphabet", "beta", "gamma"]);
    expect(names("?model.sort=name&model.dir=down")).toEqual(["gamma", "beta", "alphabet", "Alpha"]);
  });

  it("are those with the words, in whichever case", () => {
    expect(names("?model.q=%20ALPHA ")).toEqual(["alphabet", "Alpha"]);
    expect(names("?model.q=delta")).toEqual([]);
  });
});
