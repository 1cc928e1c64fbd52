/** Words a person wants to hear of. */
import { NOTIFY_LIMITS } from "./settings";

const WORD = /[\p{L}\p{N}\p{M}_]/u;

/** One line, trimmed, each once whatever its case; null when there are too many or one is too long. */
export function cleanKeywords(words: readonly string[]): string[] | null {
  const kept = new Map<string, string>();
  for (const word of words) {
    const clean = word
      .normalize("NFC")
      .replaceAll(/[\s\p{Cc}]+/gu, " ")
      .trim();
    if (clean === "") continue;
    if ([...clean].length > NOTIFY_LIMITS.keywordCharsMax) return null;
    if (!kept.has(fold(clean))) kept.set(fold(clean), clean);
  }
  return kept.size > NOTIFY_LIMITS.keywordsMax ? null : [...kept.values()];
}

/** True when the text has one of the words standing alone, in any case. */
export function hasKeyword(text: string, words: readonly string[]): boolean {
  if (words.length === 0) return false;
  const folded = fold(text);
  return words.some((word) => standsIn(folded, fold(word)));
}

function standsIn(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    const before = lastChar(text.slice(Math.max(0, at - 2), at));
    const after = String.fromCodePoint(text.codePointAt(at + word.length) ?? 32);
    if (!joins(before, word.at(0) ?? "") && !joins(after, word.at(-1) ?? "")) return true;
  }
  return false;
}

/** A word ends where a letter meets none: "C++" ends before a space, a dot or another sign. */
function joins(neighbour: string, edge: string): boolean {
  return WORD.test(neighbour) && WORD.test(edge);
}

function lastChar(text: string): string {
  return [...text].at(-1) ?? " ";
}

function fold(text: string): string {
  return text.normalize("NFC").toLowerCase();
}
