/** Cases of an evaluation set as a CSV table, and back. Nothing is taken of a table with a fault in it. */
import { EXPECTED, type Expectation, PLAYGROUND_BOUNDS } from "../protocol";
import { readCsv } from "./read-csv";

export const CASE_COLUMNS = ["question", "expects", "source", "words"] as const;
/** Between the words of a cell. */
const BETWEEN = "|";

export type NewCase = { question: string; expects: Expectation };
export type CaseFaultCode = "header" | "question" | "expects" | "source" | "words" | "many" | "none";

export type ReadCases =
  | { ok: true; cases: NewCase[] }
  /** `line`: of the table, the header being the first. */
  | { ok: false; line: number; code: CaseFaultCode };

export function casesToRows(cases: readonly NewCase[]): string[][] {
  return [
    [...CASE_COLUMNS],
    ...cases.map(({ question, expects: { kind, source, words } }) => [
      question,
      kind,
      source,
      words.join(` ${BETWEEN} `),
    ]),
  ];
}

/** Columns stand in any order; what a spreadsheet added before a formula's sign is taken off again. */
export function readCases(text: string): ReadCases {
  const [header = [], ...rows] = readCsv(text);
  const places = CASE_COLUMNS.map((name) => header.findIndex((cell) => cell.trim().toLowerCase() === name));
  const [question = -1] = places;
  if (question < 0) return { ok: false, line: 1, code: "header" };
  if (rows.length > PLAYGROUND_BOUNDS.casesMax) return { ok: false, line: 1, code: "many" };
  const cases: NewCase[] = [];
  for (const [at, row] of rows.entries()) {
    const [asked = "", kind = "", source = "", words = ""] = places.map((place) => cellOf(row, place));
    if ([asked, kind, source, words].every((cell) => cell === "")) continue;
    const read = readCase({ question: asked, kind: kind.toLowerCase(), source, words });
    if (typeof read === "string") return { ok: false, line: at + 2, code: read };
    cases.push(read);
  }
  return cases.length === 0 ? { ok: false, line: 1, code: "none" } : { ok: true, cases };
}

/** What somebody typed as a case, or what is wrong with it. */
export function readCase(typed: {
  question: string;
  kind: string;
  source: string;
  words: string;
}): NewCase | CaseFaultCode {
  const { questionCharsMax, sourceCharsMax, wordsMax, wordCharsMax } = PLAYGROUND_BOUNDS;
  const question = typed.question.trim();
  const source = typed.source.trim();
  const words = typed.words
    .split(BETWEEN)
    .map((word) => word.trim())
    .filter((word) => word !== "");
  if (question === "" || question.length > questionCharsMax) return "question";
  const kind = typed.kind === "" ? (source === "" ? "answer" : "source") : EXPECTED.find((one) => one === typed.kind);
  if (!kind) return "expects";
  if ((kind === "source" && source === "") || source.length > sourceCharsMax) return "source";
  if (words.length > wordsMax || words.some((word) => word.length > wordCharsMax)) return "words";
  return { question, expects: { kind, source: kind === "source" ? source : "", words } };
}

function cellOf(row: readonly string[], place: number): string {
  return (row[place] ?? "").trim().replace(/^'(?=\s*[=+\-@])/, "");
}
