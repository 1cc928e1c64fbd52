/** An IANA zone this runtime knows, from a cookie anyone may have written; null otherwise. */
export function readTimeZone(value: string | undefined): string | null {
  if (!value || value.length > 64) return null;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: decodeURIComponent(value) }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}
