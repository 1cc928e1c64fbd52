import { Parser } from "htmlparser2";
import { cleanSource, oneLine, type PlainDocument, PlainWriter } from "./plain";

/** Elements whose content nobody reads as the text of a page. */
const LEFT_OUT = new Set(
  (
    "script style noscript template svg math iframe object embed canvas audio video map nav aside footer form button select " +
    "option datalist dialog menu head"
  ).split(" "),
);
/** Elements that begin and end a block. */
const BLOCKS = new Set(
  (
    "address article blockquote body dd details div dl dt fieldset figcaption figure header hr html li main ol p pre section " +
    "summary table tbody td tfoot th thead tr ul"
  ).split(" "),
);
const MAIN = /<(?:main|article)\b|role\s*=\s*["']?main\b/i;

/** Text and headings of a page: its main part where it names one, without scripts, navigation and what is hidden. */
export function readHtml(source: string): PlainDocument {
  const html = cleanSource(source);
  const reader = new PageReader(new PlainWriter(), MAIN.test(html));
  feed(html, reader);
  return reader.finish();
}

/** Adds a piece of HTML, such as Markdown may hold, to a document. */
export function addHtml(writer: PlainWriter, html: string): void {
  const reader = new PageReader(writer, false);
  feed(html, reader);
  reader.flush();
}

/** What entities stand for; tags are dropped. */
export function plainInline(html: string): string {
  if (!/[&<]/.test(html)) return html;
  let text = "";
  const parser = new Parser({ ontext: (part) => (text += part) }, { decodeEntities: true });
  parser.end(html);
  return text;
}

function feed(html: string, reader: PageReader): void {
  const parser = new Parser(
    {
      onopentag: (name, attributes) => reader.open(name, attributes),
      ontext: (text) => reader.say(text),
      onclosetag: (name) => reader.close(name),
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  );
  parser.end(html);
}

class PageReader {
  private readonly writer: PlainWriter;
  private readonly mainOnly: boolean;
  private readonly stack: { name: string; out: boolean; main: boolean }[] = [];
  private line = "";
  private out = 0;
  private main = 0;
  private pre = 0;
  private level = 0;
  private cells = 0;
  private title: string | null = null;
  private inTitle = false;

  constructor(writer: PlainWriter, mainOnly: boolean) {
    this.writer = writer;
    this.mainOnly = mainOnly;
  }

  open(name: string, attributes: Record<string, string>): void {
    const out = (LEFT_OUT.has(name) && !(name === "head")) || isHidden(attributes);
    const main = name === "main" || name === "article" || attributes.role === "main";
    this.stack.push({ name, out, main });
    if (out) this.out++;
    if (main) this.main++;
    if (name === "title") this.inTitle = true;
    if (name === "br") this.line += "\n";
    if (name === "td" || name === "th") {
      // Cells of a row stand on one line.
      if (this.cells++ > 0) this.line += " | ";
      return;
    }
    if (name === "img" && attributes.alt && this.listens) this.line += attributes.alt;
    const heading = /^h([1-6])$/.exec(name)?.[1];
    if (heading === undefined && (!BLOCKS.has(name) || (this.cells > 0 && name !== "tr" && name !== "table"))) return;
    this.flush();
    if (name === "tr") this.cells = 0;
    if (heading !== undefined) this.level = Number(heading);
    if (name === "pre") this.pre++;
    if (name === "li" && this.listens) this.line = "- ";
  }

  say(text: string): void {
    if (this.inTitle) this.title = (this.title ?? "") + text;
    else if (this.listens) this.line += this.pre > 0 ? text : text.replaceAll(/\s+/g, " ");
  }

  close(name: string): void {
    const at = this.stack.findLastIndex((each) => each.name === name);
    if (at < 0) return;
    if (name === "title") this.inTitle = false;
    const isHeading = /^h[1-6]$/.test(name);
    if (isHeading || name === "tr" || (BLOCKS.has(name) && name !== "td" && name !== "th" && this.cells === 0)) {
      this.flush();
    }
    if (name === "tr" || name === "table") this.cells = 0;
    if (isHeading) this.level = 0;
    if (name === "pre") this.pre = Math.max(0, this.pre - 1);
    for (const gone of this.stack.splice(at)) {
      if (gone.out) this.out--;
      if (gone.main) this.main--;
    }
  }

  flush(): void {
    const { line } = this;
    this.line = "";
    if (line.trim() === "" || line.trim() === "-") return;
    if (this.level > 0) this.writer.heading(this.level, line);
    else if (this.pre > 0) this.writer.verbatim(line);
    else this.writer.text(line);
  }

  finish(): PlainDocument {
    this.flush();
    const title = oneLine(this.title ?? "");
    this.writer.title = title === "" ? null : title;
    return this.writer.finish();
  }

  private get listens(): boolean {
    return (
      this.out === 0 &&
      !this.inTitle &&
      !this.stack.some(({ name }) => name === "head") &&
      (!this.mainOnly || this.main > 0)
    );
  }
}

function isHidden(attributes: Record<string, string>): boolean {
  return (
    "hidden" in attributes ||
    attributes["aria-hidden"] === "true" ||
    attributes.role === "navigation" ||
    /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attributes.style ?? "")
  );
}
