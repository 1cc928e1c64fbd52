/** A message as rules compare it: lower case, without accents, marks and signs, one space between words and around all. */
export function plainWords(text: string): string {
  const plain = text
    .toLowerCase()
    .normalize("NFKD")
    // Accents, and the short vowels that Arabic may leave out.
    .replaceAll(/\p{M}/gu, "")
    .replaceAll("ß", "ss")
    .replaceAll(/[أإآ]/g, "ا")
    .replaceAll(/ـ/g, "")
    .replaceAll(/['’]/g, " ")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  return ` ${plain} `;
}

/** Finds words and phrases of a list in plain words. They are parted by `|` and new lines; `*` ends one that may go on. */
export function phrases(list: string): RegExp {
  return new RegExp(`(?<= )(?:${alternatives(list)})(?= )`, "gu");
}

/** Finds a thing of a list behind a word of another, with at most two words between. */
export function possessed(owners: string, things: string): RegExp {
  return new RegExp(`(?<= )(?:${alternatives(owners)}) (?:[^ ]+ ){0,2}(?:${alternatives(things)})(?= )`, "gu");
}

function alternatives(list: string): string {
  return list
    .split(/[|\n]/)
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== "")
    .map((phrase) => {
      const isOpen = phrase.endsWith("*");
      const words = plainWords(isOpen ? phrase.slice(0, -1) : phrase).trim();
      return isOpen ? `${words}\\p{L}*` : words;
    })
    .join("|");
}
