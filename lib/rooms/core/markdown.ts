/**
 * The one parser of message text: what the reader sees and whom a message mentions come from the same tree.
 * Markdown as in chat: every line break counts, no HTML, no images, no indented code, no underlined headings and no
 * references. Whatever is none of that is text, as typed.
 */
import { Marked, type Token, type Tokens, type TokenizerThis } from "marked";
import type { Block, CellAlign, Inline, ListItem } from "./markdown-nodes";
import { safeHref } from "./safe-href";

/** Quotes and lists inside of each other, and marks inside of marks: deeper ones are text. */
const BLOCK_DEPTH_MAX = 6;
const INLINE_DEPTH_MAX = 12;
const MENTION =
  /^<(?:(@&?)([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})|#([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})|!(room|here))>/;

const SHORTCODE = /^:([a-z0-9_-]{2,32}):/;
const SOME_SHORTCODE = /:[a-z0-9_-]{2,32}:/;
/** What stands before a colon that is no shortcode's: a time, a ratio, a path of names. */
const BEFORE_NO_SHORTCODE = /[\p{L}\p{N}:]$/u;

interface ShortcodeToken extends Tokens.Generic {
  type: "shortcode";
  name: string;
}

interface MentionToken extends Tokens.Generic {
  type: "mention";
  node: Inline;
}

/** Parses a message. Never throws; what defeats the parser is shown as typed. */
export function parseMarkdown(body: string): Block[] {
  try {
    return blocksOf(parser.lexer(body));
  } catch {
    return [{ kind: "paragraph", children: linesOf(body) }];
  } finally {
    depth = 0;
  }
}

/** How many quotes and lists the parser is in. Parsing is synchronous, so one counter serves. */
let depth = 0;

/** Stops descending at the depth bound: the text stays a paragraph. */
function guarded<T extends Tokens.Generic>(parse: (src: string) => T | undefined): (src: string) => T | undefined {
  return (src) => {
    if (depth >= BLOCK_DEPTH_MAX) return undefined;
    depth++;
    try {
      return parse(src);
    } finally {
      depth--;
    }
  };
}

const parser = createParser();

function createParser(): Marked {
  const marked = new Marked({ gfm: true, breaks: true });
  marked.use({
    tokenizer: {
      html: () => undefined,
      tag: () => undefined,
      def: () => undefined,
      reflink: () => undefined,
      lheading: () => undefined,
      code: () => undefined,
      // One tilde means "about".
      del: (src) => (src.startsWith("~~") ? false : undefined),
    },
    extensions: [
      {
        name: "mention",
        level: "inline",
        start: (src) => {
          const at = src.search(/<[@#!]/);
          return at === -1 ? undefined : at;
        },
        tokenizer(this: TokenizerThis, src: string): MentionToken | undefined {
          const match = MENTION.exec(src);
          if (!match) return undefined;
          const [raw, sign, id, room, who] = match;
          if (id !== undefined) return { type: "mention", raw, node: { kind: sign === "@" ? "person" : "group", id } };
          if (room !== undefined) return { type: "mention", raw, node: { kind: "room", id: room } };
          return { type: "mention", raw, node: { kind: "everyone", who: who === "room" ? "room" : "here" } };
        },
      },
      {
        name: "shortcode",
        level: "inline",
        start: (src) => {
          const at = src.search(SOME_SHORTCODE);
          return at === -1 ? undefined : at;
        },
        tokenizer(this: TokenizerThis, src: string): ShortcodeToken | undefined {
          const [raw, name] = SHORTCODE.exec(src) ?? [];
          return raw === undefined || name === undefined ? undefined : { type: "shortcode", raw, name };
        },
      },
    ],
  });
  const { tokenizer } = marked.defaults;
  if (tokenizer) {
    tokenizer.blockquote = guarded(tokenizer.blockquote.bind(tokenizer));
    tokenizer.list = guarded(tokenizer.list.bind(tokenizer));
  }
  return marked;
}

function blocksOf(tokens: readonly Token[]): Block[] {
  const blocks: Block[] = [];
  for (const token of tokens) {
    const block = blockOf(token);
    if (block) blocks.push(block);
  }
  return blocks;
}

function blockOf(token: Token): Block | null {
  switch (token.type) {
    case "space":
    case "checkbox":
      return null;
    case "heading":
      return { kind: "heading", level: (token as Tokens.Heading).depth, children: inlinesOf(token) };
    case "code":
      return { kind: "code", language: languageOf((token as Tokens.Code).lang), text: (token as Tokens.Code).text };
    case "blockquote":
      return { kind: "quote", children: blocksOf((token as Tokens.Blockquote).tokens) };
    case "list":
      return listOf(token as Tokens.List);
    case "table":
      return tableOf(token as Tokens.Table);
    case "hr":
      return { kind: "rule" };
    default:
      // Paragraphs, and the bare text of a tight list.
      return { kind: "paragraph", children: inlinesOf(token) };
  }
}

function listOf(list: Tokens.List): Block {
  const items = list.items.map((item): ListItem => {
    return { checked: item.task ? item.checked === true : null, children: blocksOf(item.tokens) };
  });
  return { kind: "list", start: list.ordered ? Number(list.start) || 0 : null, items };
}

function tableOf(table: Tokens.Table): Block {
  return {
    kind: "table",
    align: table.align as CellAlign[],
    head: table.header.map((cell) => inlinesOf(cell)),
    rows: table.rows.map((row) => row.map((cell) => inlinesOf(cell))),
  };
}

function languageOf(info: string | undefined): string {
  return /^[A-Za-z0-9+#_.-]{1,20}/.exec(info ?? "")?.[0].toLowerCase() ?? "";
}

function inlinesOf(token: { tokens?: Token[] | undefined; text?: string; raw?: string }, level = 0): Inline[] {
  if (!token.tokens) return linesOf(token.text ?? token.raw ?? "");
  const nodes: Inline[] = [];
  for (const child of token.tokens) {
    for (const found of inlineOf(child, level)) {
      const last = nodes.at(-1);
      const node = found.kind === "emoji" && isInWord(last) ? textOf(found.name) : found;
      if (node.kind === "text" && last?.kind === "text")
        nodes[nodes.length - 1] = { kind: "text", text: last.text + node.text };
      else nodes.push(node);
    }
  }
  return nodes;
}

/** Right after a letter, a digit or a colon there is no emoji: `10:30:00` and `std::map::at` are as typed. */
function isInWord(before: Inline | undefined): boolean {
  return before?.kind === "text" && BEFORE_NO_SHORTCODE.test(before.text);
}

function textOf(name: string): Inline {
  return { kind: "text", text: `:${name}:` };
}

function inlineOf(token: Token, level: number): Inline[] {
  if (level >= INLINE_DEPTH_MAX) return linesOf(token.raw);
  switch (token.type) {
    case "mention":
      return [(token as MentionToken).node];
    case "shortcode":
      return [{ kind: "emoji", name: (token as ShortcodeToken).name }];
    case "strong":
      return [{ kind: "strong", children: inlinesOf(token as Tokens.Strong, level + 1) }];
    case "em":
      return [{ kind: "emphasis", children: inlinesOf(token as Tokens.Em, level + 1) }];
    case "del":
      return [{ kind: "strike", children: inlinesOf(token as Tokens.Del, level + 1) }];
    case "codespan":
      return [{ kind: "code", text: (token as Tokens.Codespan).text }];
    case "br":
      return [{ kind: "break" }];
    case "link":
    case "image":
      return linkOf(token as Tokens.Link | Tokens.Image, level);
    case "escape":
      return [{ kind: "text", text: (token as Tokens.Escape).text }];
    case "checkbox":
      return [];
    default:
      // `raw`, not `text`: an entity stays as it was typed.
      return "tokens" in token && token.tokens ? inlinesOf(token, level + 1) : linesOf(token.raw);
  }
}

/** An image becomes a link to it: nothing is loaded from a foreign host. A target that is not allowed stays text. */
function linkOf(token: Tokens.Link | Tokens.Image, level: number): Inline[] {
  const href = safeHref(token.href);
  if (href === null) return linesOf(token.raw);
  const inner =
    token.type === "image" ? linesOf(token.text) : inlinesOf(token as Tokens.Link, level + 1).flatMap(withoutLinks);
  return [{ kind: "link", href, children: inner.length > 0 ? inner : [{ kind: "text", text: href }] }];
}

/** A link in a link is no link. */
function withoutLinks(node: Inline): Inline[] {
  if (node.kind === "link") return node.children;
  return "children" in node ? [{ ...node, children: node.children.flatMap(withoutLinks) }] : [node];
}

function linesOf(text: string): Inline[] {
  return text.split("\n").flatMap((line, at): Inline[] => {
    const part: Inline[] = line === "" ? [] : [{ kind: "text", text: line }];
    return at === 0 ? part : [{ kind: "break" }, ...part];
  });
}
