/** A document as plain text: what is indexed, quoted and counted in. Blocks say what each part of it is. */
export interface Block {
  /** 1 to 6 for a heading, 0 for anything else. */
  level: number;
  /** Its place in the text. */
  start: number;
  end: number;
}

export interface PlainDocument {
  /** What the document calls itself; null: it does not say. */
  title: string | null;
  text: string;
  blocks: Block[];
}

const GAP = "\n\n";

/** Puts a plain document together, block after block. */
export class PlainWriter {
  title: string | null = null;
  private readonly parts: string[] = [];
  private readonly blocks: Block[] = [];
  private length = 0;

  heading(level: number, text: string): void {
    this.add(oneLine(text), Math.min(Math.max(level, 1), 6));
  }

  /** Running text: white space counts as one space, line breaks stay. */
  text(text: string): void {
    this.add(
      text
        .split("\n")
        .map(oneLine)
        .filter((line) => line !== "")
        .join("\n"),
      0,
    );
  }

  /** Text whose white space says something: code. */
  verbatim(text: string): void {
    this.add(text.replaceAll(/^(?:[^\S\n]*\n)+|\s+$/g, ""), 0);
  }

  finish(): PlainDocument {
    return { title: this.title, text: this.parts.join(""), blocks: this.blocks };
  }

  private add(text: string, level: number): void {
    if (text.trim() === "") return;
    if (this.parts.length > 0) {
      this.parts.push(GAP);
      this.length += GAP.length;
    }
    this.blocks.push({ level, start: this.length, end: this.length + text.length });
    this.parts.push(text);
    this.length += text.length;
  }
}

/** What is read is well-formed Unicode in one form, without signs that mean nothing in a text. */
export function cleanSource(text: string): string {
  return (
    text
      .replace(/^\ufeff/, "")
      .replaceAll(/\r\n?/g, "\n")
      // oxlint-disable-next-line no-control-regex -- text has none of these
      .replaceAll(/[\u0000-\u0008\u000b\u000e-\u001f\u007f\u00ad\u200b\u2060]/g, "")
      .replaceAll("\f", "\n\n")
      .toWellFormed()
      .normalize("NFC")
  );
}

export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
