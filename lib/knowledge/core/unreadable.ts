/** Why a document could not be read, and what its owner can do about it. */
export const UNREADABLE = {
  too_large: "The file is too large. 20 MB is the most that can be read at once.",
  too_long: "The text is too long. Divide it into several documents.",
  empty: "There is no text in it.",
  scanned: "It has pages but no text: it is probably a scan. Make it searchable (OCR) and upload it again.",
  encrypted: "It is protected by a password. Upload it without one.",
  damaged: "The file is damaged or not what its beginning says.",
  wrong_type: "This kind of file cannot be read. Use Markdown, HTML, text, PDF or DOCX.",
  timeout: "Reading it took too long. Divide it into smaller documents.",
  unreachable: "The page could not be fetched.",
  elsewhere: "The page leads to an address outside of the project's own sites.",
  forbidden: "The site's robots.txt asks not to read this page.",
  lost: "The file did not arrive whole. Upload it again.",
  failed: "It could not be read. Try again; if it fails again, tell whoever runs this installation.",
} as const;

export type UnreadableCode = keyof typeof UNREADABLE;

/** Stops the reading of a document. A repeat would end the same way. */
export class Unreadable extends Error {
  readonly code: UnreadableCode;

  constructor(code: UnreadableCode) {
    super(UNREADABLE[code]);
    this.name = "Unreadable";
    this.code = code;
  }
}
