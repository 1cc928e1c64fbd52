/** Words that say nothing about what a text is about, in the languages that visitors are most likely to write. */
const STOP = new Set(
  (
    "a an the and or but if of to in on at by for from with as is are was were be been being do does did have has had i you he she it we they " +
    "me my your our their his her its this that these those what which who whom whose when where why how can could will would shall should may " +
    "might must not no yes so than then there here please tell about into over under out up down any some all also just " +
    "der die das den dem ein eine einen und oder ist sind war wie was wer wo wann warum kann ich du er sie es wir ihr mein dein bitte nicht mit " +
    "von zu im am auf für le la les un une des et ou est sont que qui quoi comment pourquoi je tu il elle nous vous mon ma mes pour dans avec " +
    "el los las una unos y es son qué que cómo por para con mi tu su"
  ).split(" "),
);

const WORD = /[\p{L}\p{N}]+/gu;

export interface Word {
  /** Stemmed, lower case, without accents. */
  stem: string;
  stop: boolean;
}

export function wordsOf(text: string): Word[] {
  return (text.match(WORD) ?? []).map((word) => {
    const plain = plainWord(word);
    return { stem: stem(plain), stop: STOP.has(word.toLowerCase()) || STOP.has(plain) };
  });
}

/** Stems of the words that carry meaning, in order, repeats included. */
export function stemsOf(text: string): string[] {
  return wordsOf(text).flatMap((word) => (word.stop ? [] : [word.stem]));
}

/** A text's words as they are written, in small letters. */
export function writtenIn(text: string): string[] {
  return (text.match(WORD) ?? []).map((word) => word.toLowerCase());
}

/** A text's sentences with their places in it. Lines end sentences too: headings, lists. */
export function sentencesOf(text: string): { text: string; from: number; to: number }[] {
  const found: { text: string; from: number; to: number }[] = [];
  for (const match of text.matchAll(/[^\n.!?。！？]+(?:[.!?。！？](?!\s|$)[^\n.!?。！？]*)*[.!?。！？]*["')\]]*/gu)) {
    const lead = match[0].length - match[0].trimStart().length;
    const sentence = match[0].trim();
    if (sentence !== "")
      found.push({ text: sentence, from: match.index + lead, to: match.index + lead + sentence.length });
  }
  return found;
}

function plainWord(word: string): string {
  return word.toLowerCase().normalize("NFD").replaceAll(/\p{M}/gu, "");
}

/** Light: plural and the commonest endings of English. What it makes equal is what people mean as equal. */
function stem(word: string): string {
  if (word.length <= 3 || /\d/.test(word)) return word;
  let root = word;
  if (root.endsWith("ies") && root.length > 4) root = `${root.slice(0, -3)}y`;
  else if (/(?:ss|sh|ch|x|z)es$/.test(root)) root = root.slice(0, -2);
  else if (root.endsWith("s") && !/(?:ss|us|is)$/.test(root)) root = root.slice(0, -1);
  const ending = /(?:ing|ed)$/.exec(root);
  if (ending && /[aeiouy]/.test(root.slice(0, -ending[0].length)) && root.length - ending[0].length >= 3) {
    root = root.slice(0, -ending[0].length);
    if (/([bdfgmnprt])\1$/.test(root)) root = root.slice(0, -1);
  }
  if (root.endsWith("ly") && root.length > 5) root = root.slice(0, -2);
  return root.endsWith("e") && root.length > 3 ? root.slice(0, -1) : root;
}
