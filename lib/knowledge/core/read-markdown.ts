import { lexer, type Token, type Tokens } from "marked";
import { cleanSource, oneLine, type PlainDocument, PlainWriter } from "./plain";
import { addHtml, plainInline } from "./read-html";

/** Settings at the very top of a file, between two lines of dashes. */
const FRONT_MATTER = /^---\n([\s\S]*?)\n(?:---|\.\.\.)\n/;
/** Lists in lists go no deeper: the rest stands at this depth. */
const DEPTH_MAX = 12;

/** Text and headings of Markdown. What only gives it its look is left out; the words of links stay. */
export function readMarkdown(source: string): PlainDocument {
  const clean = cleanSource(source);
  const front = FRONT_MATTER.exec(clean);
  const writer = new PlainWriter();
  const named = /^title:\s*["']?(.+?)["']?\s*$/m.exec(front?.[1] ?? "")?.[1];
  for (const token of lexer(front ? clean.slice(front[0].length) : clean)) addBlock(writer, token, 0);
  const document = writer.finish();
  const first = document.blocks.find(({ level }) => level === 1);
  return { ...document, title: named ?? (first ? document.text.slice(first.start, first.end) : null) };
}

function addBlock(writer: PlainWriter, token: Token, depth: number): void {
  switch (token.type) {
    case "heading":
      return writer.heading((token as Tokens.Heading).depth, inline(token));
    case "code":
      return writer.verbatim((token as Tokens.Code).text);
    case "html":
      return addHtml(writer, (token as Tokens.HTML).text);
    case "list":
      return writer.text(listLines(token as Tokens.List, depth).join("\n"));
    case "table":
      return writer.text(tableLines(token as Tokens.Table).join("\n"));
    case "blockquote":
      if (depth < DEPTH_MAX) for (const each of (token as Tokens.Blockquote).tokens) addBlock(writer, each, depth + 1);
      return;
    case "space":
    case "hr":
    case "def":
      return;
    default:
      writer.text(inline(token));
  }
}

function listLines(list: Tokens.List, depth: number): string[] {
  return list.items.flatMap((item, at) => {
    const sign = list.ordered ? `${Number(list.start || 1) + at}) ` : "- ";
    const lines = item.tokens.flatMap((token): string[] => {
      if (token.type === "list") return depth < DEPTH_MAX ? listLines(token as Tokens.List, depth + 1) : [];
      if (token.type === "code") return (token as Tokens.Code).text.split("\n");
      if (token.type === "table") return tableLines(token as Tokens.Table);
      const line = inline(token);
      return line.trim() === "" ? [] : line.split("\n");
    });
    return lines.map((line, n) => (n === 0 ? sign + line : line));
  });
}

function tableLines({ header, rows }: Tokens.Table): string[] {
  return [header, ...rows].map((cells) => cells.map((cell) => oneLine(inline(cell))).join(" | "));
}

/** The words of a token's inner tokens. */
function inline(token: Token | Tokens.TableCell): string {
  if ("type" in token) {
    if (token.type === "br") return "\n";
    if (token.type === "codespan") return (token as Tokens.Codespan).text;
    if (token.type === "image") return (token as Tokens.Image).text;
    if (token.type === "html") return plainInline((token as Tokens.HTML).text);
    if (token.type === "checkbox") return "";
  }
  if ("tokens" in token && token.tokens) return token.tokens.map(inline).join("");
  return "text" in token && typeof token.text === "string" ? plainEntities(token.text) : "";
}

function plainEntities(text: string): string {
  return text.includes("&") ? plainInline(text.replaceAll("<", "&lt;")) : text;
}
