/** Letters that Unicode does not take apart but people type without their own keyboard. */
const PLAIN: Record<string, string> = { ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ß: "ss", æ: "ae", œ: "oe", ı: "i" };
/** Stored mentions: the id in them is no text. */
const MENTION = /<(?:@&?[0-9a-f-]{36}|#[0-9a-f-]{36}|!room|!here)>/y;
const COMBINING = /[\u0300-\u036f]/g;
const known = new Map<number, string>();
const KNOWN_MAX = 20_000;

/** A text as it is searched: letter case, accents and width taken away, white space as single spaces, mentions left out. */
export function fold(text: string): string {
  return foldWithPlaces(text).folded;
}

/**
 * The folded text, and for each of its UTF-16 units the unit of the original that it came from. One place more than
 * units: the end. Folding goes code point by code point, so a part of a text folds to a part of the folded text.
 */
export function foldWithPlaces(text: string): { folded: string; places: number[] } {
  const places: number[] = [];
  let folded = "";
  const add = (more: string, at: number) => {
    for (let unit = 0; unit < more.length; unit++) places.push(at);
    folded += more;
  };
  for (let at = 0; at < text.length;) {
    MENTION.lastIndex = at;
    const mention = text[at] === "<" ? MENTION.exec(text) : null;
    const point = text.codePointAt(at) ?? 0;
    const length = mention ? mention[0].length : point > 0xffff ? 2 : 1;
    const plain = mention ? " " : foldPoint(point);
    if (plain !== " " || (folded !== "" && !folded.endsWith(" "))) add(plain, at);
    at += length;
  }
  places.push(text.length);
  return { folded, places };
}

function foldPoint(point: number): string {
  if (point < 128) {
    if (point <= 32) return " ";
    return String.fromCharCode(point >= 65 && point <= 90 ? point + 32 : point);
  }
  const found = known.get(point);
  if (found !== undefined) return found;
  const char = String.fromCodePoint(point);
  const lower = char.toLowerCase().normalize("NFKD").replaceAll(COMBINING, "").normalize("NFKC").toLowerCase();
  const plain = /^\s*$/u.test(char) ? " " : [...lower].map((one) => PLAIN[one] ?? one).join("");
  if (known.size < KNOWN_MAX) known.set(point, plain);
  return plain;
}
