import { describe, expect, it } from "vitest";
import { docxOf, pdfOf } from "@/tests/support/documents";
import { Unreadable } from "../core/unreadable";
import { readDocument } from "./read-document";

const bytesOf = (text: string) => new Uint8Array(new TextEncoder().encode(text));
const whyNot = async (bytes: Uint8Array<ArrayBuffer>, name = "file") => {
  const error: unknown = await readDocument(bytes, name).catch((thrown: unknown) => thrown);
  return error instanceof Unreadable ? error.code : error;
};

describe("a document is read in the Workers runtime", () => {
  it("from PDF, page after page", async () => {
    const { kind, plain } = await readDocument(
      pdfOf([["Opening hours", "We are open from nine to five."], ["Second page (with brackets)."]]),
      "anything.txt",
    );
    expect(kind).toBe("pdf");
    expect(plain.text).toBe("Opening hours\nWe are open from nine to five.\n\nSecond page (with brackets).");
  });

  it("from DOCX, with its headings", async () => {
    const { kind, plain } = await readDocument(docxOf(["# Opening hours", "We are open from nine to five."]), "a.bin");
    expect(kind).toBe("docx");
    expect(plain.text).toBe("Opening hours\n\nWe are open from nine to five.");
    expect(plain.blocks.map(({ level }) => level)).toEqual([1, 0]);
  });

  it("from HTML, Markdown and text, told apart by what they hold", async () => {
    const kindOf = async (text: string, name: string) => (await readDocument(bytesOf(text), name)).kind;
    expect(await kindOf("<!doctype html><title>T</title><p>Hello there", "a.md")).toBe("html");
    expect(await kindOf("# Title\n\nHello", "a")).toBe("markdown");
    expect(await kindOf("Just words.", "notes")).toBe("text");
    expect(await kindOf("# no heading here", "a.txt")).toBe("text");
    expect(await kindOf("# Embed\n\n```html\n<script src=x></script>\n```\n", "embed.md")).toBe("markdown");
  });

  it("or not, with the reason", async () => {
    expect(await whyNot(new Uint8Array())).toBe("empty");
    expect(await whyNot(bytesOf(" \n\n - \n"))).toBe("empty");
    expect(await whyNot(bytesOf("<html><script>only()</script></html>"))).toBe("empty");
    expect(await whyNot(pdfOf([[], []]))).toBe("scanned");
    expect(await whyNot(pdfOf([["secret"]], { encrypted: true }))).toBe("encrypted");
    expect(await whyNot(bytesOf("%PDF-1.7\nnothing of the kind"))).toBe("damaged");
    expect(await whyNot(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]), "scan.pdf")).toBe("wrong_type");
    expect(await whyNot(new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3]), "a.docx")).toBe("wrong_type");
    expect(await whyNot(docxOf(["x"]).slice(0, 400), "a.docx")).toBe("wrong_type");
    expect(await whyNot(docxOf(["x"], { bomb: 90 * 1024 * 1024 }))).toBe("too_large");
    expect(await whyNot(new Uint8Array(20 * 1024 * 1024 + 1))).toBe("too_large");
    expect(await whyNot(bytesOf("word ".repeat(400_001)))).toBe("too_long");
  });
});
