/** Documents of the kinds that people upload, made by hand so that each test says what is in them. */
import { strToU8, zipSync } from "fflate";

/** A PDF whose pages have these lines. `encrypted`: it claims to be, as a file with a password does. */
export function pdfOf(pages: readonly (readonly string[])[], { encrypted = false } = {}): Uint8Array<ArrayBuffer> {
  const objects: string[] = [];
  const add = (body: string) => objects.push(body);
  const first = 3 + 1;
  const kids = pages.map((_, at) => `${first + at * 2} 0 R`).join(" ");
  add("<< /Type /Catalog /Pages 2 0 R >>");
  add(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`);
  add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
  for (const [at, lines] of pages.entries()) {
    const page = `/Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F 3 0 R >> >>`;
    add(`<< ${page} /Contents ${first + at * 2 + 1} 0 R >>`);
    const shown = lines.map((line) => `(${line.replaceAll(/[()\\]/g, String.raw`\$&`)}) Tj 0 -14 Td`).join(" ");
    const text = `BT /F 12 Tf 50 750 Td ${shown} ET`;
    add(`<< /Length ${text.length} >>\nstream\n${text}\nendstream`);
  }
  if (encrypted) {
    const secret = "<".padEnd(65, "0") + ">";
    add(`<< /Filter /Standard /V 1 /R 2 /O ${secret} /U ${secret} /P -4 >>`);
  }
  let file = "%PDF-1.4\n";
  const places = objects.map((body, at) => {
    const place = file.length;
    file += `${at + 1} 0 obj\n${body}\nendobj\n`;
    return place;
  });
  const end = file.length;
  const table = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
  const lock = encrypted ? ` /Encrypt ${objects.length} 0 R /ID [<00><00>]` : "";
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R${lock} >>\nstartxref\n${end}\n%%EOF`;
  return new Uint8Array(strToU8(file));
}

/** A Word document of headings (`# ` before the text) and paragraphs. `bomb`: an entry that unfolds to so many bytes. */
export function docxOf(lines: readonly string[], { bomb = 0 } = {}): Uint8Array<ArrayBuffer> {
  const paragraphs = lines.map((line) => {
    const heading = line.startsWith("# ");
    const style = heading ? '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>' : "";
    return `<w:p>${style}<w:r><w:t>${heading ? line.slice(2) : line}</w:t></w:r></w:p>`;
  });
  const xml = (body: string) => strToU8(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${body}`);
  const types = "http://schemas.openxmlformats.org/package/2006/content-types";
  const relations = "http://schemas.openxmlformats.org/package/2006/relationships";
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  const main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
  return new Uint8Array(
    zipSync({
      "[Content_Types].xml": xml(
        `<Types xmlns="${types}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`,
      ),
      "_rels/.rels": xml(
        `<Relationships xmlns="${relations}"><Relationship Id="r1" Type="${office}/officeDocument" Target="word/document.xml"/></Relationships>`,
      ),
      "word/document.xml": xml(`<w:document xmlns:w="${word}"><w:body>${paragraphs.join("")}</w:body></w:document>`),
      "word/styles.xml": xml(
        `<w:styles xmlns:w="${word}"><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>`,
      ),
      "word/_rels/document.xml.rels": xml(
        `<Relationships xmlns="${relations}"><Relationship Id="r1" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
      ),
      ...(bomb > 0 ? { "word/media/picture.bin": new Uint8Array(bomb) } : {}),
    }),
  );
}
