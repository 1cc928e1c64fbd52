/**
 * Porter's stemmer as SQLite's FTS5 has it, so that what is counted here are the terms that the index holds.
 * A test compares the two over thousands of words.
 */
export function porter(word: string): string {
  if (word.length < 3 || word.length > 64) return word;
  let w = step1a(word);
  const stripped = step1b(w);
  w = stripped.word;
  if (stripped.again) w = mend(w);
  if (w.endsWith("y") && hasVowel(w.slice(0, -1))) w = `${w.slice(0, -1)}i`;
  w = replaceEnding(w, STEP_2, (stem) => measure(stem) > 0);
  w = replaceEnding(w, STEP_3, (stem) => measure(stem) > 0);
  w = step4(w);
  if (w.endsWith("e")) {
    const stem = w.slice(0, -1);
    const m = measure(stem);
    if (m > 1 || (m === 1 && !endsShort(stem))) w = stem;
  }
  return w.endsWith("ll") && measure(w.slice(0, -1)) > 1 ? w.slice(0, -1) : w;
}

const STEP_2: readonly [string, string][] = [
  ["ational", "ate"],
  ["tional", "tion"],
  ["enci", "ence"],
  ["anci", "ance"],
  ["izer", "ize"],
  ["logi", "log"],
  ["bli", "ble"],
  ["alli", "al"],
  ["entli", "ent"],
  ["eli", "e"],
  ["ousli", "ous"],
  ["ization", "ize"],
  ["ation", "ate"],
  ["ator", "ate"],
  ["alism", "al"],
  ["iveness", "ive"],
  ["fulness", "ful"],
  ["ousness", "ous"],
  ["aliti", "al"],
  ["iviti", "ive"],
  ["biliti", "ble"],
];
const STEP_3: readonly [string, string][] = [
  ["icate", "ic"],
  ["ative", ""],
  ["alize", "al"],
  ["iciti", "ic"],
  ["ical", "ic"],
  ["ful", ""],
  ["ness", ""],
];
const STEP_4 = "al ance ence er ic able ible ant ement ment ent ion ou ism ate iti ous ive ize".split(" ");

function step1a(w: string): string {
  if (w.length > 4 && w.endsWith("sses")) return w.slice(0, -2);
  if (w.length > 3 && w.endsWith("ies")) return w.slice(0, -2);
  return w.endsWith("s") && !w.endsWith("ss") ? w.slice(0, -1) : w;
}

function step1b(w: string): { word: string; again: boolean } {
  if (w.length > 3 && w.endsWith("eed"))
    return { word: measure(w.slice(0, -3)) > 0 ? w.slice(0, -1) : w, again: false };
  for (const ending of ["ed", "ing"]) {
    const stem = w.slice(0, -ending.length);
    if (w.endsWith(ending) && hasVowel(stem)) return { word: stem, again: true };
  }
  return { word: w, again: false };
}

function mend(w: string): string {
  if (/(?:at|bl|iz)$/.test(w)) return `${w}e`;
  const last = w.at(-1) ?? "";
  if (w.length > 1 && last === w.at(-2) && !isVowel(last, false) && !"lsz".includes(last)) return w.slice(0, -1);
  return measure(w) === 1 && endsShort(w) ? `${w}e` : w;
}

/** The longest ending that fits decides; where its condition fails, nothing is done. */
function replaceEnding(w: string, endings: readonly [string, string][], may: (stem: string) => boolean): string {
  let found: readonly [string, string] | null = null;
  for (const each of endings) if (w.endsWith(each[0]) && each[0].length > (found?.[0].length ?? 0)) found = each;
  if (found === null || w.length <= found[0].length) return w;
  const stem = w.slice(0, -found[0].length);
  return may(stem) ? stem + found[1] : w;
}

function step4(w: string): string {
  let ending = "";
  for (const each of STEP_4) if (w.endsWith(each) && each.length > ending.length) ending = each;
  if (ending === "" || w.length <= ending.length) return w;
  const stem = w.slice(0, -ending.length);
  if (ending === "ion" && !/[st]$/.test(stem)) return w;
  return measure(stem) > 1 ? stem : w;
}

function isVowel(sign: string, yIsVowel: boolean): boolean {
  return "aeiou".includes(sign) || (yIsVowel && sign === "y");
}

/** True for each sign that is a vowel; `y` is one after a consonant. */
function vowels(w: string): boolean[] {
  const found: boolean[] = [];
  for (let at = 0; at < w.length; at++) found.push(isVowel(w.charAt(at), at > 0 && !(found[at - 1] ?? false)));
  return found;
}

/** How often a vowel is followed by a consonant. */
function measure(w: string): number {
  const kinds = vowels(w);
  let count = 0;
  for (let at = 1; at < kinds.length; at++) if (kinds[at - 1] && !kinds[at]) count++;
  return count;
}

function hasVowel(w: string): boolean {
  return vowels(w).includes(true);
}

/** Consonant, vowel, consonant, the last one not w, x or y. */
function endsShort(w: string): boolean {
  if (w.length < 3 || "wxy".includes(w.at(-1) ?? "")) return false;
  const kinds = vowels(w);
  return !kinds.at(-1) && (kinds.at(-2) ?? false) && !(kinds.at(-3) ?? true);
}
