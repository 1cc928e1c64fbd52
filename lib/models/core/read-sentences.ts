import { sentencesOf, stemsOf } from "./words";

export interface ReadSentence {
  text: string;
  from: number;
  to: number;
  stems: ReadonlySet<string>;
  /** Words of the heading that it stands under; of a row, those of its table's first one as well. */
  under: ReadonlySet<string>;
}

const HEADING_WORDS_MAX = 10;
/** Ends of sentences, cells of tables, and what begins like an item of a list. */
const NO_HEADING = /[.!?:;。！？|]|^(?:[-*+]|\d+\))\s/u;
const CELLS = " | ";

/**
 * A text's sentences with their places in it. What only says what stands below it is none: a short line by itself, without
 * an end, and the first row of a table.
 */
export function readSentences(text: string): ReadSentence[] {
  let under: ReadonlySet<string> = new Set();
  let row: ReadonlySet<string> = new Set();
  return sentencesOf(text).flatMap(({ text: sentence, from, to }) => {
    const stems = new Set(stemsOf(sentence));
    const lines = { before: lineBefore(text, from), after: lineAfter(text, to) };
    if (isFirstRow(sentence, lines)) {
      row = stems;
      return [];
    }
    if (isHeading(sentence, lines)) {
      under = stems;
      return [];
    }
    const above = isRow(sentence) ? new Set([...under, ...row]) : under;
    return [{ text: sentence, from, to, stems, under: above }];
  });
}

/** What stands before a sentence and after it: of its own line, else the next line. Null: the text ends there. */
interface Lines {
  before: string | null;
  after: string | null;
}

function isHeading(sentence: string, { before, after }: Lines): boolean {
  const isAlone = (before === null || before === "") && after === "";
  return isAlone && !NO_HEADING.test(sentence) && sentence.split(/\s+/).length <= HEADING_WORDS_MAX;
}

/** Where a long table was cut, the passage begins with any of its rows: one without figures is taken for the first. */
function isFirstRow(sentence: string, { before, after }: Lines): boolean {
  if (!isRow(sentence) || !isRow(after)) return false;
  return before === null ? !/\d/.test(sentence) : !isRow(before);
}

function isRow(line: string | null): boolean {
  return line?.includes(CELLS) === true;
}

function lineBefore(text: string, from: number): string | null {
  const lines = text.slice(0, from).split("\n");
  return lines.at(-1) || (lines.at(-2) ?? null);
}

function lineAfter(text: string, to: number): string | null {
  const [rest, next] = text.slice(to).split("\n", 2);
  return rest || (next ?? null);
}
