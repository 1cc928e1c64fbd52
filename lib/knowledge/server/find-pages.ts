import robotsParser from "robots-parser";
import { AppError } from "@/lib/platform/errors";
import { readSitemap, type Sitemap } from "../core/sitemap";
import { KNOWLEDGE_LIMITS } from "../protocol";
import type { KnowledgeDeps } from "./deps";

/** As the one way out names itself; robots.txt is asked by this name. */
const AGENT = "ParlorBot";
const SITEMAPS_MAX = 20;
const SITEMAP_BYTES_MAX = 5 * 1024 * 1024;
const ROBOTS_BYTES_MAX = 500 * 1024;
const TIMEOUT_MS = 10_000;
const WAIT_SECONDS_MAX = 30;

export interface FoundPages {
  pages: string[];
  /** Between two pages: what the site asks for, or a second. */
  waitSeconds: number;
  /** There were more than are taken in. */
  cut: boolean;
}

type Egress = Pick<KnowledgeDeps, "egress">;

/**
 * The pages of one of a project's own sites, as its sitemap names them and its robots.txt allows.
 * @throws AppError with what the owner can do about it.
 */
export async function findPages(deps: Egress, address: string, origins: readonly string[]): Promise<FoundPages> {
  const start = URL.parse(address);
  if (!start || !origins.includes(start.origin))
    throw refused("Only sites that this assistant may be embedded on can be read. Add the site to its origins first.");
  const robots = robotsParser(`${start.origin}/robots.txt`, await robotsText(deps, start.origin));
  const named = robots.getSitemaps().filter((url) => isOn(url, origins));
  const first = start.pathname === "/" ? [...named, `${start.origin}/sitemap.xml`] : [start.href];
  const pages = await pagesOf(deps, first, origins);
  const allowed = pages.filter(
    (url) => URL.parse(url)?.origin !== start.origin || robots.isAllowed(url, AGENT) !== false,
  );
  if (pages.length > 0 && allowed.length === 0) throw refused("The site's robots.txt asks not to be read.");
  const { crawlPagesMax } = KNOWLEDGE_LIMITS;
  return {
    pages: allowed.slice(0, crawlPagesMax),
    waitSeconds: Math.min(Math.max(robots.getCrawlDelay(AGENT) ?? 1, 1), WAIT_SECONDS_MAX),
    cut: allowed.length > crawlPagesMax,
  };
}

/** Follows indexes of sitemaps, as far as they stay on the project's own sites. */
async function pagesOf(deps: Egress, first: readonly string[], origins: readonly string[]): Promise<string[]> {
  const waiting = [...new Set(first)];
  const pages = new Set<string>();
  let read = 0;
  let reason: string | null = null;
  for (let at = 0; at < waiting.length && at < SITEMAPS_MAX && pages.size <= KNOWLEDGE_LIMITS.crawlPagesMax; at++) {
    const found = await sitemapAt(deps, waiting[at] ?? "", origins);
    if (typeof found === "string") {
      reason ??= found;
      continue;
    }
    read++;
    for (const url of found.pages) if (isOn(url, origins)) pages.add(url);
    for (const url of found.sitemaps) if (isOn(url, origins) && !waiting.includes(url)) waiting.push(url);
  }
  if (read === 0) throw refused(reason ?? NO_SITEMAP);
  if (pages.size === 0) throw refused("The sitemap names no page of this assistant's own sites.");
  return [...pages];
}

const NO_SITEMAP =
  "There is no sitemap at this address. Give the address of the sitemap itself, such as https://shop.example/sitemap.xml.";

async function sitemapAt(deps: Egress, url: string, origins: readonly string[]): Promise<Sitemap | string> {
  const types = ["application/xml", "text/xml", "text/plain", "application/rss+xml"];
  const answer = await deps.egress({ url, types, bytesMax: SITEMAP_BYTES_MAX, timeoutMs: TIMEOUT_MS });
  if (answer.status === "refused") {
    const isAddress = ["address", "port", "scheme", "own_host", "unresolved"].includes(answer.reason);
    return isAddress ? "This address cannot be reached: only sites on the public internet can be read." : NO_SITEMAP;
  }
  if (!isOn(answer.url, origins)) return NO_SITEMAP;
  return readSitemap(new TextDecoder().decode(answer.body)) ?? NO_SITEMAP;
}

/** A site without a robots.txt forbids nothing. */
async function robotsText(deps: Egress, origin: string): Promise<string> {
  const wish = { types: ["text/plain"], bytesMax: ROBOTS_BYTES_MAX, timeoutMs: TIMEOUT_MS };
  const answer = await deps.egress({ url: `${origin}/robots.txt`, ...wish });
  return answer.status === "ok" ? new TextDecoder().decode(answer.body) : "";
}

export function isOn(url: string, origins: readonly string[]): boolean {
  const origin = URL.parse(url)?.origin;
  return origin !== undefined && origins.includes(origin);
}

function refused(message: string): AppError {
  return new AppError("invalid_request", message, { param: "url" });
}
