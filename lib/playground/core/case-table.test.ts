import { describe, expect, it } from "vitest";
import { toCsv } from "@/lib/tenants/core/csv";
import { PLAYGROUND_BOUNDS } from "../protocol";
import { casesToRows, type NewCase, readCases } from "./case-table";
import { readCsv } from "./read-csv";

const CASES: NewCase[] = [
  {
    question: 'May I "return" it, and\nhow?',
    expects: { kind: "source", source: "Returns; 2026", words: ["30 days", "card"] },
  },
  { question: "=1+1 is what?", expects: { kind: "abstain", source: "", words: [] } },
  { question: "Hallo, wie geht's?", expects: { kind: "answer", source: "", words: ["gut"] } },
];

describe("cases as a table", () => {
  it("come back as they were, also from what a spreadsheet would not run", () => {
    expect(readCases(toCsv(casesToRows(CASES)))).toEqual({ ok: true, cases: CASES });
  });

  it("are read in any order of columns, with semicolons or tabs, and without those that may be left out", () => {
    const one = { question: "Q?", expects: { kind: "source", source: "Doc", words: ["a", "b"] } };
    expect(readCases("Words;Source;Question\r\na | b;Doc;Q?\r\n")).toEqual({ ok: true, cases: [one] });
    expect(readCases("question\tsource\tEXPECTS\twords\nQ?\tDoc\tSource\ta|b")).toEqual({ ok: true, cases: [one] });
    expect(readCases("question\nQ?")).toEqual({
      ...{ ok: true, cases: [{ question: "Q?", expects: { kind: "answer", source: "", words: [] } }] },
    });
  });

  it.each([
    ["", { line: 1, code: "header" }],
    ["name,age\nx,1", { line: 1, code: "header" }],
    ["question\n", { line: 1, code: "none" }],
    ["question,expects\nA?,answer\nB?,maybe", { line: 3, code: "expects" }],
    ["question,expects\nA?,source", { line: 2, code: "source" }],
    ["question,expects\n,abstain", { line: 2, code: "question" }],
    [`question,words\nA?,${Array.from({ length: 11 }, (_, at) => at).join("|")}`, { line: 2, code: "words" }],
    [`question\n${"Q?\n".repeat(PLAYGROUND_BOUNDS.casesMax + 1)}`, { line: 1, code: "many" }],
  ])("are refused whole with the line at fault: %j", (text, fault) => {
    expect(readCases(text)).toEqual({ ok: false, ...fault });
  });
});

describe("readCsv", () => {
  it("keeps quotes, separators and line ends that stand in quotes", () => {
    expect(readCsv('a,"b ""c"", d\ne"\n\n"",f')).toEqual([
      ["a", 'b "c", d\ne'],
      ["", "f"],
    ]);
  });
});
