import { cleanSource, type PlainDocument, PlainWriter } from "./plain";

/** Plain text: paragraphs are what blank lines set apart. */
export function readText(source: string): PlainDocument {
  const writer = new PlainWriter();
  for (const paragraph of cleanSource(source).split(/\n[^\S\n]*\n/)) writer.text(paragraph);
  return writer.finish();
}
