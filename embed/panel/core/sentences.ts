/** An end of a sentence, also in Arabic, with what closes behind it (marks, quotes, links, sources), and where a line ends. */
const END = /[.!?…؟。](?:[*_~`"'”’»)\]]|\]\([^\s)]*\)|\[\d{1,2}\])*(?=\s)|\n+/g;

/**
 * What a screen reader is told of a growing answer: whole sentences, each once. Answers what is new since `from`, and
 * where the next call goes on. `isEnd` takes the rest as well.
 */
export function nextSentences(text: string, from: number, isEnd: boolean): { said: string[]; from: number } {
  const said: string[] = [];
  let start = from;
  END.lastIndex = from;
  for (let end = END.exec(text); end !== null; end = END.exec(text)) {
    said.push(text.slice(start, end.index + end[0].length));
    start = end.index + end[0].length;
  }
  if (isEnd) {
    said.push(text.slice(start));
    start = text.length;
  }
  return { said: said.map(spoken).filter((sentence) => sentence !== ""), from: start };
}

/** Markdown as one would read it out: no marks, no addresses, no numbers of sources. */
export function spoken(markdown: string): string {
  return markdown
    .replace(/^[\s|:-]+$/, "")
    .replace(/```\S*/g, "")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/\[\d{1,2}\]/g, "")
    .replace(/^\s*(?:#{1,6}|[-*+>]|\|)\s+/, "")
    .replace(/[*_`~|]+/g, "")
    .replace(/\s+/g, " ")
    .replace(/ (?=[.,!?])/g, "")
    .trim();
}
