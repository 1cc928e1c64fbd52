import { documentKind } from "../core/document-kind";
import type { PlainDocument } from "../core/plain";
import { readHtml } from "../core/read-html";
import { readMarkdown } from "../core/read-markdown";
import { readText } from "../core/read-text";
import { Unreadable } from "../core/unreadable";
import { type DocumentKind, KNOWLEDGE_LIMITS } from "../protocol";
import { readDocx } from "./read-docx";
import { readPdf } from "./read-pdf";

/** Of plain text. */
const CHARS_MAX = 2_000_000;
const TIME_MS = 60_000;

/**
 * Text and structure of a document, whatever it is. Its bytes decide what that is.
 * @throws Unreadable with the reason.
 */
export async function readDocument(
  bytes: Uint8Array<ArrayBuffer>,
  name: string,
  now: () => number = Date.now,
): Promise<{ kind: DocumentKind; plain: PlainDocument }> {
  if (bytes.length > KNOWLEDGE_LIMITS.fileBytesMax) throw new Unreadable("too_large");
  if (bytes.length === 0) throw new Unreadable("empty");
  const kind = documentKind(bytes, name);
  if (kind === null) throw new Unreadable("wrong_type");
  const end = now() + TIME_MS;
  const plain = await plainOf(kind, bytes, () => now() < end);
  if (plain.text.length > CHARS_MAX) throw new Unreadable("too_long");
  if (!/[\p{L}\p{N}]/u.test(plain.text)) throw new Unreadable("empty");
  return { kind, plain };
}

async function plainOf(
  kind: DocumentKind,
  bytes: Uint8Array<ArrayBuffer>,
  until: () => boolean,
): Promise<PlainDocument> {
  switch (kind) {
    case "pdf":
      return readText(await readPdf(bytes, { charsMax: CHARS_MAX, until }));
    case "docx":
      return readHtml(await readDocx(bytes));
    case "html":
      return readHtml(decode(bytes));
    case "markdown":
      return readMarkdown(decode(bytes));
    case "text":
      return readText(decode(bytes));
    default:
      return kind satisfies never;
  }
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
