/**
 * Lets an answer through piece by piece, each link whole: what may still become one waits until it is one, so that a
 * filter never sees half of an address. Markers of sources that were not given are taken out.
 */

/** What is this long and still no link is none. */
const WAIT_CHARS_MAX = 2_500;
const MARKER = / ?\[(\d{1,2})\](?![([])/g;
const MAYBE_ADDRESS = /[:/.@<>[\]()!]|^(?:h|ht|htt|https?|w|ww|www|f|ft|ftp|m|ma|mai|mail|mailt|mailto)$/i;

export class OutGate {
  private readonly filter: (markdown: string) => string;
  private readonly sources: number;
  private waiting = "";

  /** `sources`: how many passages the answer may name. */
  constructor(filter: (markdown: string) => string, sources: number) {
    this.filter = filter;
    this.sources = sources;
  }

  /** What may be shown by now. */
  push(text: string): string {
    this.waiting += text;
    const end = this.waiting.length > WAIT_CHARS_MAX ? this.waiting.length : settledEnd(this.waiting);
    return this.release(end);
  }

  end(): string {
    return this.release(this.waiting.length);
  }

  private release(end: number): string {
    const text = this.waiting.slice(0, end);
    this.waiting = this.waiting.slice(end);
    if (text === "") return "";
    return this.filter(text).replace(MARKER, (whole, n: string) =>
      Number(n) >= 1 && Number(n) <= this.sources ? whole : "",
    );
  }
}

/** Up to where nothing can become a link any more. */
function settledEnd(text: string): number {
  let at = 0;
  while (at < text.length) {
    const char = text[at];
    if (char === "\\") {
      if (at + 1 >= text.length) return at;
      at += 2;
    } else if (char === "[") {
      const next = afterBracket(text, at);
      // A marker takes the space before it along.
      if (next === null) return text[at - 1] === "!" || text[at - 1] === " " ? at - 1 : at;
      at = next;
    } else if (/\s/.test(char ?? "")) {
      if (at + 1 >= text.length) return at;
      at++;
    } else {
      const word = /^[^\s[\\]+/.exec(text.slice(at))?.[0] ?? char ?? "";
      const isLast = at + word.length >= text.length;
      if (isLast && MAYBE_ADDRESS.test(word)) return at;
      at += Math.max(1, word.length);
    }
  }
  return at;
}

/** Where what begins with a bracket is over; null while nobody can tell. */
function afterBracket(text: string, from: number): number | null {
  const close = closing(text, from, "[", "]");
  if (close === null) {
    const blank = text.indexOf("\n\n", from);
    return blank < 0 ? null : blank;
  }
  const next = text[close + 1];
  if (next === undefined) return null;
  if (next === "(" || next === "[") {
    const end = closing(text, close + 1, next, next === "(" ? ")" : "]");
    return end === null ? null : end + 1;
  }
  if (next === ":") {
    const line = text.indexOf("\n", close);
    return line < 0 ? null : line;
  }
  return close + 1;
}

function closing(text: string, from: number, open: string, close: string): number | null {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === open) depth++;
    else if (text[at] === close && --depth === 0) return at;
  }
  return null;
}
