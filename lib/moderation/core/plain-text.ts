/** Text as the word filter compares it: what looks the same to a reader is the same here. */

/** Stored mentions: the id in them is no text. */
const MENTION = /<(?:@[0-9a-f-]{36}|!room|!here)>/g;
/** Nothing to see: format characters, variation selectors, fillers. */
const INVISIBLE = /\p{Cf}|\p{Variation_Selector}|\u034f|[\u115f\u1160\u3164\uffa0\u2800]|[\u17b4\u17b5]/gu;
/** Accents and what can be piled onto letters, Hebrew and Arabic points too. Indic vowel signs and kana's voicing marks are letters. */
const ACCENTS =
  /[\u0300-\u036f]|[\u1ab0-\u1aff]|[\u1dc0-\u1dff]|[\u20d0-\u20ff]|[\ufe20-\ufe2f]|[\u0591-\u05c7]|[\u064b-\u065f]|\u0640|\u0670/g;
/** Letters that Unicode does not take apart. */
const LETTERS: Record<string, string> = {
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ı: "i",
  ς: "σ",
};
const SPECIAL = /[øłđðþßæœıς]/g;
/** Most text is this. */
const ASCII = /^[\n\t\u0020-\u007e]*$/;

/** Case, accents, width and invisible characters taken away; white space as single spaces; mentions left out. */
export function plainText(text: string): string {
  const bare = text.includes("<") ? text.replace(MENTION, " ") : text;
  const folded = ASCII.test(bare) ? bare.toLowerCase() : fold(bare);
  return folded.replace(/\s+/gu, " ").trim();
}

function fold(text: string): string {
  return (
    text
      .replace(INVISIBLE, "")
      .normalize("NFKC")
      .toLowerCase()
      .normalize("NFD")
      .replace(ACCENTS, "")
      .replace(SPECIAL, (letter) => LETTERS[letter] ?? letter)
      // Composing and lowering again: some compatibility forms show their case only once they are taken apart.
      .normalize("NFKC")
      .replace(INVISIBLE, "")
      .toLowerCase()
  );
}

export type PointKind = "other" | "word" | "unspaced";

/** Scripts written without spaces, or (Hangul) with endings grown onto the word: a word may begin and end anywhere. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}\u30fc]/u;
const WORD = /[\p{L}\p{N}\p{M}]/u;
const KINDS_MAX = 20_000;
const kinds = new Map<number, PointKind>();

/** What a code point is to the edge of a word. */
export function kindOf(point: number): PointKind {
  if (point < 128) {
    const letter = (point >= 97 && point <= 122) || (point >= 48 && point <= 57) || (point >= 65 && point <= 90);
    return letter ? "word" : "other";
  }
  const known = kinds.get(point);
  if (known) return known;
  const char = String.fromCodePoint(point);
  const kind = !WORD.test(char) ? "other" : UNSPACED.test(char) ? "unspaced" : "word";
  if (kinds.size < KINDS_MAX) kinds.set(point, kind);
  return kind;
}
