import { foldWithPlaces } from "./fold";
import { gramsOf, kindOf } from "./grams";
import type { Term } from "./parse-query";

/** A part of a text to highlight: from `start` up to, not including, `end`, in UTF-16 units. */
export type TextRange = [start: number, end: number];

/** The grams that every text with this term has. */
export function gramsOfTerm({ text, match }: Term): number[] {
  const openStart = match === "anywhere";
  return gramsOf(text, { openStart, openEnd: openStart || match === "start" });
}

/** Where the terms stand in a text as it was written; what overlaps is one range. */
export function rangesOf(body: string, terms: readonly Term[]): TextRange[] {
  const { folded, places } = foldWithPlaces(body);
  const found: TextRange[] = [];
  for (const term of terms)
    for (const at of placesOf(folded, term)) found.push([places[at] ?? 0, endOf(places, at + term.text.length)]);
  found.sort(([a], [b]) => a - b);
  const ranges: TextRange[] = [];
  for (const [start, end] of found) {
    const last = ranges.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else ranges.push([start, end]);
  }
  return ranges;
}

/** How well a text answers: 3 for the words as a phrase, 2 for all of them as whole words, 1 for the rest. */
export function tierOf(folded: string, terms: readonly Term[]): 1 | 2 | 3 {
  const whole = terms.every(({ text }) => has(folded, { text, match: "words" }));
  if (!whole) return 1;
  return has(folded, { text: terms.map(({ text }) => text).join(" "), match: "words" }) ? 3 : 2;
}

function has(folded: string, term: Term): boolean {
  return placesOf(folded, term).next().done === false;
}

/** Every place of a term in a folded text that stands at the edges of words as the term wants. */
function* placesOf(folded: string, { text, match }: Term): Generator<number, void> {
  for (let at = folded.indexOf(text); at >= 0 && text !== ""; at = folded.indexOf(text, at + 1)) {
    const starts = match === "anywhere" || !within(folded, at);
    const ends = match !== "words" || !within(folded, at + text.length);
    if (starts && ends) yield at;
  }
}

/** True inside of a word: letters on both sides of the place. Scripts without spaces have no inside. */
function within(folded: string, at: number): boolean {
  const before = folded.slice(0, at).match(/.$/su)?.[0];
  const after = folded.codePointAt(at);
  if (before === undefined || after === undefined) return false;
  return kindOf(before.codePointAt(0) ?? 0) === "word" && kindOf(after) === "word";
}

/** The original's end of a folded stretch: with the rest of a letter that became several, and its accents. */
function endOf(places: readonly number[], at: number): number {
  const last = places[at - 1] ?? 0;
  let next = at;
  while (next < places.length - 1 && places[next] === last) next++;
  return places[next] ?? last;
}
