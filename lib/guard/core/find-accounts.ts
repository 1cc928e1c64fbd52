import { passesLuhn, passesMod97 } from "./check-digits";
import type { Span } from "./find-personal";

const LENGTHS =
  "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18FK18FO18FR27GB22GE22GI23GL18GR27GT28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29VA22VG24XK20YE30";
/** Of an IBAN, by its country. */
const IBAN_LENGTH = new Map(Array.from(LENGTHS.matchAll(/([A-Z]{2})(\d\d)/g), (match) => [match[1], Number(match[2])]));
const IBAN_START = /(?<![\p{L}\p{N}])[a-z]{2}[ \u00a0]?\d{2}/giu;

/** Account numbers: the country says how long one is, so that the words after it are not taken for a part of it. */
export function findIbans(text: string): Span[] {
  const spans: Span[] = [];
  for (const { index } of text.matchAll(IBAN_START)) {
    const length = IBAN_LENGTH.get(text.slice(index, index + 2).toUpperCase());
    if (length === undefined) continue;
    const read = take(text, index, length, /[a-z\d]/i, /[ \u00a0\u202f.-]/);
    if (read && passesMod97(read.bare)) spans.push({ kind: "iban", start: index, end: read.end });
  }
  return spans;
}

const CARD_SEPARATOR = /[ \u00a0\u202f.-]/;
const CARD_START = /(?<!\d|\d[.,])[2-9]/g;

/** Card numbers. Of readings that overlap, the usual length wins, then the longer. */
export function findCards(text: string): Span[] {
  const readings: { span: Span; rank: number }[] = [];
  for (const { index } of text.matchAll(CARD_START)) {
    for (let length = 19; length >= 13; length--) {
      if (length === 13 && text[index] !== "4") continue;
      const read = take(text, index, length, /\d/, CARD_SEPARATOR);
      if (!read || !passesLuhn(read.bare)) continue;
      readings.push({ span: { kind: "card", start: index, end: read.end }, rank: length === 16 ? 0 : 20 - length });
    }
  }
  const taken: Span[] = [];
  for (const { span } of readings.toSorted((one, other) => one.rank - other.rank)) {
    if (taken.every((other) => span.end <= other.start || span.start >= other.end)) taken.push(span);
  }
  return taken;
}

/** So many characters from a place on, single separators between them, and no more of them behind. */
function take(text: string, from: number, length: number, wanted: RegExp, separator: RegExp) {
  let bare = "";
  let at = from;
  while (bare.length < length) {
    const char = text[at];
    if (char === undefined) return null;
    if (wanted.test(char)) bare += char;
    else if (!separator.test(char) || !wanted.test(text[at - 1] ?? "")) return null;
    at += 1;
  }
  const next = text[at];
  return next !== undefined && /[\p{L}\p{N}]/u.test(next) ? null : { bare, end: at };
}
