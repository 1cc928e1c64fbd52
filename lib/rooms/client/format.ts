/** Changes of the text in the composer, as values: what to replace by what, and what is selected afterwards. */
export interface Edit {
  from: number;
  to: number;
  insert: string;
  select: [from: number, to: number];
}

export type Mark = "**" | "_" | "~~" | "`";
export type LineMark = "- " | "1. " | "> ";

const LIST = /^([ \t]*)(?:([-*+])|(\d{1,9})([.)])) (\[[ xX]\] )?/;

/** Puts a mark around the selection, or takes it away. */
export function toggleMark(text: string, from: number, to: number, mark: Mark): Edit {
  const size = mark.length;
  const picked = text.slice(from, to);
  if (picked.length >= size * 2 && picked.startsWith(mark) && picked.endsWith(mark)) {
    const inner = picked.slice(size, -size);
    return { from, to, insert: inner, select: [from, from + inner.length] };
  }
  if (text.slice(from - size, from) === mark && text.slice(to, to + size) === mark && from >= size) {
    return { from: from - size, to: to + size, insert: picked, select: [from - size, to - size] };
  }
  // Marks do not hold around white space.
  const start = from + (picked.length - picked.trimStart().length);
  const end = Math.max(start, to - (picked.length - picked.trimEnd().length));
  const inner = text.slice(start, end);
  return { from: start, to: end, insert: mark + inner + mark, select: [start + size, end + size] };
}

/** Makes the selected lines a list or a quote, or plain again. */
export function toggleLines(text: string, from: number, to: number, mark: LineMark): Edit {
  const start = text.lastIndexOf("\n", from - 1) + 1;
  const stop = text.indexOf("\n", to);
  const end = stop === -1 ? text.length : stop;
  const lines = text.slice(start, end).split("\n");
  const has = (line: string) => (mark === "1. " ? /^\d+[.)] /.test(line) : line.startsWith(mark));
  const plain = (line: string) => line.replace(mark === "> " ? /^> / : LIST, "");
  const next = lines.every(has)
    ? lines.map(plain)
    : lines.map((line, at) => `${mark === "1. " ? `${at + 1}. ` : mark}${plain(line)}`);
  const insert = next.join("\n");
  return {
    from: start,
    to: end,
    insert,
    select: from === to ? [start + insert.length, start + insert.length] : [start, start + insert.length],
  };
}

/** Puts the selected lines into a fenced block; the caret goes to where the language is named. */
export function fence(text: string, from: number, to: number): Edit {
  const before = from > 0 && text[from - 1] !== "\n" ? "\n" : "";
  const after = to < text.length && text[to] !== "\n" ? "\n" : "";
  const open = `${before}\`\`\`\n`;
  const caret = from + open.length + (to - from);
  return { from, to, insert: `${open}${text.slice(from, to)}\n\`\`\`${after}`, select: [caret, caret] };
}

/** A web address pasted over words makes them a link; null where it is plain pasting. */
export function pasteLink(text: string, from: number, to: number, pasted: string): Edit | null {
  const address = pasted.trim();
  const words = text.slice(from, to);
  if (from === to || !/^https?:\/\/\S+$/i.test(address) || /[\n[\]]/.test(words) || /^https?:\/\//i.test(words))
    return null;
  const target = address.replace(/[()]/g, (sign) => (sign === "(" ? "%28" : "%29"));
  const insert = `[${words}](${target})`;
  return { from, to, insert, select: [from + insert.length, from + insert.length] };
}

/** A new line in a list is its next entry; in an empty entry it ends the list. Null: an ordinary new line. */
export function continueList(text: string, caret: number): Edit | null {
  const start = text.lastIndexOf("\n", caret - 1) + 1;
  const line = text.slice(start, caret);
  const match = LIST.exec(line);
  if (!match) return null;
  const [whole, indent = "", bullet, number, dot = "", task] = match;
  if (line.length === whole.length) return { from: start, to: caret, insert: "", select: [start, start] };
  const mark = bullet ?? `${Number(number) + 1}${dot}`;
  const insert = `\n${indent}${mark} ${task === undefined ? "" : "[ ] "}`;
  return { from: caret, to: caret, insert, select: [caret + insert.length, caret + insert.length] };
}
