import { Unreadable } from "../core/unreadable";

const PAGES_MAX = 1_000;
/** A gap above a line of so many times its height begins a paragraph. */
const PARAGRAPH_GAP = 1.6;

interface TextItem {
  str: string;
  hasEOL: boolean;
  height: number;
  transform: number[];
}

/**
 * The text of a PDF's pages. Nothing of it is run or drawn.
 * @throws Unreadable `encrypted`, `damaged`, `too_long`, `scanned`, `timeout`.
 */
export async function readPdf(
  bytes: Uint8Array,
  { charsMax, until }: { charsMax: number; until(): boolean },
): Promise<string> {
  const { getDocumentProxy } = await import("unpdf");
  const pdf = await getDocumentProxy(bytes, { verbosity: 0, stopAtErrors: false }).catch((error: unknown) => {
    throw new Unreadable(error instanceof Error && error.name === "PasswordException" ? "encrypted" : "damaged");
  });
  try {
    if (pdf.numPages > PAGES_MAX) throw new Unreadable("too_long");
    const pages: string[] = [];
    let chars = 0;
    for (let number = 1; number <= pdf.numPages; number++) {
      if (!until()) throw new Unreadable("timeout");
      const page = await pdf.getPage(number);
      const { items } = await page.getTextContent();
      const text = pageText(items.filter((item): item is TextItem & (typeof items)[number] => "str" in item));
      page.cleanup();
      chars += text.length;
      if (chars > charsMax) throw new Unreadable("too_long");
      pages.push(text);
    }
    const text = pages.join("\n\n");
    if (text.trim() === "") throw new Unreadable("scanned");
    return text;
  } finally {
    await pdf.loadingTask.destroy();
  }
}

function pageText(items: readonly TextItem[]): string {
  let text = "";
  let lastY: number | null = null;
  for (const { str, hasEOL, height, transform } of items) {
    const y = transform[5] ?? 0;
    if (str !== "" && lastY !== null && height > 0 && Math.abs(lastY - y) > height * PARAGRAPH_GAP) text += "\n\n";
    text += str;
    if (str !== "") lastY = y;
    if (hasEOL) text += "\n";
  }
  // A word that was divided at the end of a line is one word.
  return text.replaceAll(/(\p{Ll})-\n(\p{Ll})/gu, "$1$2");
}
