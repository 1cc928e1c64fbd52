import { holdsKey } from "@/lib/platform/mask-keys";

/** First path segments that the realtime Worker answers. A tenant can never have such a slug (lib/tenants/core/slug.ts). */
const REALTIME_SEGMENTS: ReadonlySet<string> = new Set([
  "v1",
  "admin",
  "ws",
  "embed",
  "socket",
  "demo",
  "files",
  "health",
  "metrics",
  "internal",
]);

/** Never for callers: OpenNext answers image transformation here, and the platform owns the rest of the prefix. */
const BLOCKED_PREFIXES = ["/cdn-cgi", "/_next/image"] as const;

/** Headers that Next or OpenNext trust as their own. From outside they are dropped. */
const INTERNAL_HEADER =
  /^(?:x-parlor-|x-middleware-|x-nextjs-|x-opennext-|x-open-next-|x-forwarded-host$|x-original-url$|x-rewrite-url$)/;

/** What a page was asked for, set by the worker's entry: where signing in leads back to. */
export const PATH_HEADER = "x-parlor-path";

/** Who answers an address: the realtime Worker, Next, or nobody. */
export function doorOf(pathname: string, search = ""): "realtime" | "app" | "blocked" {
  const plain = plainPath(pathname);
  if (BLOCKED_PREFIXES.some((prefix) => plain === prefix || plain.startsWith(`${prefix}/`))) return "blocked";
  if (REALTIME_SEGMENTS.has(pathname.split("/", 2)[1] ?? "")) return "realtime";
  // Next writes a page's address into the page: an API key that somebody put there is not to be told again.
  return holdsKey(plain) || holdsKey(plainPath(search)) ? "blocked" : "app";
}

/** The names among `headers` that no caller may send. */
export function internalHeaders(headers: Headers): string[] {
  return [...headers.keys()].filter((name) => INTERNAL_HEADER.test(name));
}

/** Undoes encoding (also double), backslashes, repeated slashes and case, for comparison only: bytes, not characters. */
function plainPath(pathname: string): string {
  let path = pathname;
  for (let round = 0; round < 3 && path.includes("%"); round++) {
    path = path.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  }
  return path
    .replaceAll("\\", "/")
    .replace(/\/{2,}/g, "/")
    .toLowerCase();
}
