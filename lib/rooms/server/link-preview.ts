import type { createEgress } from "@/lib/platform/egress";
import { codePoints, normaliseLine } from "../core/text";
import type { LinkPreview } from "../protocol";

/** What a page says of itself stands at its beginning. */
const PAGE_BYTES_MAX = 262_144;
const TIMEOUT_MS = 6_000;
const TYPES = ["text/html", "application/xhtml+xml"];
const TITLE_CHARS_MAX = 200;
const DESCRIPTION_CHARS_MAX = 300;
const SITE_CHARS_MAX = 80;

/** Reads the page behind a link and answers what it says of itself; null when there is nothing to show. */
export async function readLinkPreview(
  egress: ReturnType<typeof createEgress>,
  url: string,
): Promise<LinkPreview | null> {
  const answer = await egress({ url, types: TYPES, bytesMax: PAGE_BYTES_MAX, timeoutMs: TIMEOUT_MS });
  if (answer.status === "refused") return null;
  const said = await collect(decode(answer.body, answer.contentType));
  const title = line(said.get("og:title") ?? said.get("twitter:title") ?? said.get("title"), TITLE_CHARS_MAX);
  if (title === "") return null;
  return {
    url,
    title,
    description: line(
      said.get("og:description") ?? said.get("twitter:description") ?? said.get("description"),
      DESCRIPTION_CHARS_MAX,
    ),
    site: line(said.get("og:site_name"), SITE_CHARS_MAX),
    // Nothing of a foreign host is shown but words (docs/decisions).
    image: null,
  };
}

const WANTED = ["og:title", "og:description", "og:site_name", "twitter:title", "twitter:description", "description"];

/** The first of each wanted name. */
async function collect(html: string): Promise<ReadonlyMap<string, string>> {
  const said = new Map<string, string>();
  let title = "";
  const rewriter = new HTMLRewriter()
    .on("meta", {
      element(element) {
        const name = (element.getAttribute("property") ?? element.getAttribute("name") ?? "").toLowerCase();
        const content = element.getAttribute("content");
        if (content !== null && WANTED.includes(name) && !said.has(name)) said.set(name, content);
      },
    })
    .on("head > title", {
      text(chunk) {
        if (title.length < 1_000) title += chunk.text;
      },
    });
  // The rewriter works while its output is read.
  await rewriter.transform(new Response(html)).arrayBuffer();
  if (title !== "") said.set("title", title);
  return said;
}

function decode(body: Uint8Array, contentType: string): string {
  const head = new TextDecoder("latin1").decode(body.subarray(0, 1_024));
  const charset =
    /charset=["']?([\w-]{2,40})/i.exec(contentType)?.[1] ?? /<meta[^>]+charset=["']?([\w-]{2,40})/i.exec(head)?.[1];
  try {
    return new TextDecoder(charset ?? "utf-8").decode(body);
  } catch {
    return new TextDecoder().decode(body);
  }
}

const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

/** One clean line of plain text, cut where it is too long. The rewriter hands over entities as they are written. */
function line(raw: string | undefined, charsMax: number): string {
  const text = (raw ?? "")
    .slice(0, 4_000)
    .replace(
      /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,5}));/gi,
      (entity, ten?: string, sixteen?: string, name?: string) => {
        if (name !== undefined) return NAMED[name.toLowerCase()] ?? entity;
        const code = ten === undefined ? Number.parseInt(sixteen ?? "", 16) : Number(ten);
        return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
      },
    );
  const clean = normaliseLine(text, Number.POSITIVE_INFINITY);
  if (!clean.ok) return "";
  return codePoints(clean.text) <= charsMax
    ? clean.text
    : `${[...clean.text]
        .slice(0, charsMax - 1)
        .join("")
        .trimEnd()}…`;
}
