/** Where personal data stands in a text. Shapes first, then each kind's own check: a number alone proves nothing. */
import type { PersonalKind } from "../protocol";
import { findAddresses } from "./find-addresses";
import { findCards, findIbans } from "./find-accounts";
import { findNationalIds } from "./find-national-ids";
import { findPhones } from "./find-phones";

export interface Span {
  kind: PersonalKind;
  start: number;
  end: number;
}

/** Digits of Arabic, Persian and full width, each one unit long, as is the digit it becomes: places stay the same. */
const OTHER_DIGITS = /[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/g;

/**
 * Spans in order, none over another. `names` are those that are known already (an identity token carries one): a name
 * cannot be told from a word by its shape.
 */
export function findPersonal(text: string, kinds: readonly PersonalKind[], names: readonly string[] = []): Span[] {
  if (kinds.length === 0) return [];
  const plain = text.replace(OTHER_DIGITS, (digit) => String(digit.charCodeAt(0) & 0xf));
  const found = [
    ...findAddresses(plain),
    ...findIbans(plain),
    ...findNationalIds(plain),
    ...findCards(plain),
    ...findPhones(plain),
    ...findNames(plain, names),
  ];
  // What another kind claims is not this one's, asked for or not: the digits of an IBAN are no phone number.
  const taken: Span[] = [];
  for (const span of found) {
    if (taken.every((other) => span.end <= other.start || span.start >= other.end)) taken.push(span);
  }
  return taken.filter(({ kind }) => kinds.includes(kind)).toSorted((one, other) => one.start - other.start);
}

function findNames(text: string, names: readonly string[]): Span[] {
  const spans: Span[] = [];
  const wanted = names.flatMap((name) => [name, ...name.split(/\s+/)]).filter((name) => name.trim().length > 2);
  for (const name of wanted.toSorted((one, other) => other.length - one.length)) {
    const escaped = name.trim().replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, "giu");
    for (const match of text.matchAll(pattern)) {
      spans.push({ kind: "name", start: match.index, end: match.index + match[0].length });
    }
  }
  return spans;
}
