import type { Block, PlainDocument } from "./plain";

/** A part of a document that is found and quoted as one. `text === plain.slice(start, end)`, always. */
export interface Chunk {
  start: number;
  end: number;
  text: string;
  /** Headings above its beginning, outermost first. The title of the document is not among them. */
  headings: string[];
}

const WORDS_MIN = 200;
const WORDS_MAX = 400;
/** Whatever has no words (tables of numbers, encoded data) is cut by length. */
const CHARS_MAX = 4_000;

interface Span {
  start: number;
  end: number;
}

/**
 * Cuts a document into chunks of 200 to 400 words, where its blocks end. None goes over a heading of the top level, so
 * that each stands under the headings that it names; short sections stay chunks of their own.
 */
export function chunksOf({ text, blocks, title }: PlainDocument): Chunk[] {
  const top = topLevel(blocks);
  const chunks: Chunk[] = [];
  const path: { level: number; text: string }[] = [];
  let open: (Span & { words: number; headings: string[] }) | null = null;
  const close = () => {
    if (open) {
      const { start, end, headings } = open;
      chunks.push({ start, end, text: text.slice(start, end), headings });
    }
    open = null;
  };
  // A document that is nothing but headings says something too.
  const onlyHeadings = blocks.every(({ level }) => level > 0);
  for (const block of blocks) {
    if (block.level > 0 && !onlyHeadings) {
      if (block.level <= top || (open?.words ?? 0) >= WORDS_MIN) close();
      while ((path.at(-1)?.level ?? 0) >= block.level) path.pop();
      path.push({ level: block.level, text: text.slice(block.start, block.end) });
      continue;
    }
    for (const piece of piecesOf(text, block)) {
      const words = countWords(text.slice(piece.start, piece.end));
      if (open && (open.words + words > WORDS_MAX || piece.end - open.start > CHARS_MAX)) close();
      open ??= { ...piece, words: 0, headings: path.map((each) => each.text).filter((each) => each !== title) };
      open.end = piece.end;
      open.words += words;
    }
  }
  close();
  return chunks;
}

/** Words as readers count them; scripts without spaces count two signs as one. */
export function countWords(text: string): number {
  const unspaced = text.match(/[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}]/gu)?.length ?? 0;
  return (text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) + Math.floor(unspaced / 2);
}

/** The outermost level of which there is more than one heading: a single one on top is the title. */
function topLevel(blocks: readonly Block[]): number {
  const levels = blocks.flatMap(({ level }) => (level > 0 ? [level] : []));
  return [1, 2, 3, 4, 5, 6].find((level) => levels.filter((each) => each === level).length > 1) ?? 1;
}

/** A block, or what it is cut into where it alone is too long: at sentences, else at spaces, else anywhere. */
function* piecesOf(text: string, { start, end }: Span): Generator<Span> {
  if (fits(text.slice(start, end))) {
    yield { start, end };
    return;
  }
  let from = start;
  while (from < end) {
    const rest = text.slice(from, Math.min(end, from + CHARS_MAX));
    const length = from + rest.length === end && fits(rest) ? rest.length : cutAt(rest);
    yield { start: from, end: from + length };
    from += length;
    while (from < end && /\s/.test(text.charAt(from))) from++;
  }
}

function fits(text: string): boolean {
  return text.length <= CHARS_MAX && countWords(text) <= WORDS_MAX;
}

/** Where a text that is too long is cut: as late as it fits. */
function cutAt(text: string): number {
  let best = 0;
  for (const ends of [/[.!?][)"'\]]*\s|[。！？]|\n/gu, /\s/gu]) {
    let words = 0;
    for (const match of text.matchAll(ends)) {
      const at = match.index + match[0].trimEnd().length;
      words += countWords(text.slice(best, at));
      if (words > WORDS_MAX) break;
      best = at;
    }
    if (best > 0) return best;
  }
  let length = Math.min(text.length, WORDS_MAX);
  // Not between the halves of one sign.
  if (/[\ud800-\udbff]/.test(text.charAt(length - 1))) length--;
  return Math.max(1, length);
}
