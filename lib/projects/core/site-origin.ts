import { isExactOrigin } from "@/lib/tenants/core/origin";

/** The origin of what somebody typed or copied: an address of the site, or its host alone. Null when it names none. */
export function siteOrigin(text: string): string | null {
  const typed = text.trim().toLowerCase();
  const address = /^[a-z][a-z0-9+.-]*:\/\//.test(typed) ? typed : `https://${typed}`;
  if (typed === "" || !URL.canParse(address)) return null;
  const { origin, username } = new URL(address);
  return username === "" && isExactOrigin(origin) ? origin : null;
}

/** One origin a line, each once; `wrong` is the first line that is none. */
export function siteOrigins(text: string): { origins: string[]; wrong: string | null } {
  const lines = text.split(/[\s,]+/).filter((line) => line !== "");
  const read = lines.map((line) => ({ line, origin: siteOrigin(line) }));
  return {
    origins: [...new Set(read.flatMap(({ origin }) => (origin === null ? [] : [origin])))],
    wrong: read.find(({ origin }) => origin === null)?.line ?? null,
  };
}
