import { sniff } from "@/lib/files/core/sniff";
import type { DocumentKind } from "../protocol";

/** So much of a Markdown file is looked at to tell it from plain text. */
const LOOKED_AT = 20_000;
const MARKDOWN = /^(?:#{1,6} \S|```|[-*] \[.?\] |\|.*\|\s*$|>\s)|\[[^\]\n]+\]\([^)\s]+\)|\*\*[^*\n]+\*\*/m;
const TEXTS = /^(?:text\/|application\/(?:json|yaml|xml)$)/;

/** What a document is, by its bytes; its name only tells kinds of text apart. Null: nothing that can be read. */
export function documentKind(bytes: Uint8Array, name: string): DocumentKind | null {
  const { type } = sniff(bytes.subarray(0, LOOKED_AT), name);
  if (type === "application/pdf") return "pdf";
  if (startsWithZip(bytes)) return hasEntry(bytes, "word/document.xml") ? "docx" : null;
  const text = new TextDecoder().decode(bytes.subarray(0, LOOKED_AT));
  // Markdown may show pieces of pages; a page begins with a tag.
  if (type === "text/html" && (text.trimStart().startsWith("<") || /\.html?$/i.test(name))) return "html";
  if (!TEXTS.test(type)) return null;
  if (/\.(?:md|markdown|mdx)$/i.test(name)) return "markdown";
  if (/\.txt$/i.test(name)) return "text";
  return MARKDOWN.test(text) ? "markdown" : "text";
}

function startsWithZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

/** Names of a ZIP's entries stand in it as they are. */
function hasEntry(bytes: Uint8Array, name: string): boolean {
  const wanted = new TextEncoder().encode(name);
  for (let at = bytes.indexOf(wanted[0] ?? 0); at >= 0; at = bytes.indexOf(wanted[0] ?? 0, at + 1)) {
    if (wanted.every((byte, n) => bytes[at + n] === byte)) return true;
  }
  return false;
}
