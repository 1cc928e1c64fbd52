import { codePoints, normaliseLine } from "@/lib/rooms/core/text";
import { MODERATION_LIMITS } from "../protocol";
import { kindOf, plainText } from "./plain-text";

/** An entry, read. */
export interface WordPattern {
  /** What is looked for, as `plainText` leaves a message. */
  plain: string;
  /** A word may go on before it, or after it. */
  openStart: boolean;
  openEnd: boolean;
}

export type WordFault = "empty" | "too_long" | "star_inside" | "no_word";

/** What can be piled into one character by compatibility forms is not looked for: no word is that long. */
const PLAIN_UNITS_MAX = MODERATION_LIMITS.wordCharsMax * 4;

/** Reads an entry of the word filter, or says what is wrong with it. `text` is how it is kept and shown. */
export function readFilterWord(
  raw: string,
): { ok: true; text: string; pattern: WordPattern } | { ok: false; fault: WordFault } {
  const line = normaliseLine(raw, MODERATION_LIMITS.wordCharsMax);
  if (!line.ok) return { ok: false, fault: line.reason };
  const { text } = line;
  const openStart = text.startsWith("*");
  const openEnd = text.length > 1 && text.endsWith("*");
  const middle = text.slice(openStart ? 1 : 0, openEnd ? -1 : undefined);
  if (middle.includes("*")) return { ok: false, fault: "star_inside" };
  const plain = plainText(middle);
  if (plain === "" || ![...plain].some(hasMeaning)) return { ok: false, fault: "no_word" };
  if (codePoints(plain) > PLAIN_UNITS_MAX) return { ok: false, fault: "too_long" };
  return { ok: true, text, pattern: { plain, openStart, openEnd } };
}

/** One spelling for entries that look for the same. */
export function wordKey({ plain, openStart, openEnd }: WordPattern): string {
  return `${openStart ? "*" : ""}${plain}${openEnd ? "*" : ""}`;
}

/** A letter, a digit or a picture; commas alone would match nearly everything. */
function hasMeaning(char: string): boolean {
  return kindOf(char.codePointAt(0) ?? 0) !== "other" || /\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(char);
}
