/** Where people land when nobody said where. */
export const HOME_PATH = "/";

/** A single leading slash, then only characters that need no decoding to be understood. */
const SAME_SITE_PATH = /^\/(?![/\\])[A-Za-z0-9\-._~/?=&]*(?:#[A-Za-z0-9\-._~]*)?$/;

/**
 * A `next=` parameter reduced to a path of this site; anything else becomes `HOME_PATH`. Backslashes, `@`, `//`, percent
 * escapes, control characters and schemes are refused as a whole instead of repaired.
 */
export function safeNextPath(value: string | string[] | null | undefined): string {
  if (typeof value !== "string" || value.length > 512) return HOME_PATH;
  if (!SAME_SITE_PATH.test(value) || value.includes("//") || /\/\.{1,2}(?:\/|$|\?|#)/.test(value)) return HOME_PATH;
  return value;
}

/** A link to `path` that returns to `next` afterwards. */
export function withNext(path: string, next: string): string {
  const safe = safeNextPath(next);
  return safe === HOME_PATH ? path : `${path}?next=${encodeURIComponent(safe)}`;
}
