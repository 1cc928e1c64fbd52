const SCHEMES = new Set(["http:", "https:", "mailto:"]);

/** The address a link of an answer may have: absolute, and of a scheme that runs nothing. Null: it stays text. */
export function safeUrl(address: string): string | null {
  try {
    const url = new URL(address.trim());
    return SCHEMES.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}
