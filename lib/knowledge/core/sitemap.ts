import { XMLParser } from "fast-xml-parser";

const URL_CHARS_MAX = 2_000;

/** What a sitemap names: pages, or further sitemaps. */
export interface Sitemap {
  pages: string[];
  sitemaps: string[];
}

// No entities of a document's own: they can be made to grow without end.
const parser = new XMLParser({
  ignoreAttributes: true,
  processEntities: false,
  removeNSPrefix: true,
  parseTagValue: false,
});

/** Reads a sitemap, an index of sitemaps, or a plain list of addresses; null where it is none of them. */
export function readSitemap(text: string): Sitemap | null {
  if (!text.trimStart().startsWith("<")) {
    const pages = text.split(/\s+/).filter((line) => /^https?:\/\//.test(line));
    return pages.length > 0 ? { pages: kept(pages), sitemaps: [] } : null;
  }
  let parsed: unknown;
  try {
    parsed = parser.parse(text);
  } catch {
    return null;
  }
  const root = isRecord(parsed) ? parsed : {};
  if (!("urlset" in root) && !("sitemapindex" in root)) return null;
  return { pages: kept(locations(root.urlset, "url")), sitemaps: kept(locations(root.sitemapindex, "sitemap")) };
}

function locations(list: unknown, name: string): string[] {
  if (!isRecord(list)) return [];
  const items = Array.isArray(list[name]) ? (list[name] as unknown[]) : [list[name]];
  return items.flatMap((item) => (isRecord(item) && typeof item.loc === "string" ? [unescaped(item.loc.trim())] : []));
}

/** The five entities that XML itself has. */
function unescaped(text: string): string {
  const signs: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
  return text.replaceAll(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => signs[name] ?? "");
}

/** Addresses as they are compared and kept: without what follows `#`, each once. */
function kept(urls: readonly string[]): string[] {
  const found = urls.flatMap((text) => {
    const url = URL.parse(text);
    if (!url || !/^https?:$/.test(url.protocol) || text.length > URL_CHARS_MAX) return [];
    url.hash = "";
    return [url.href];
  });
  return [...new Set(found)];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
