/** Which addresses an answer may point at. */
export interface AllowedHosts {
  /** A host, with its port where it has one, as a browser would read it. */
  has(host: string): boolean;
  /** The address as it may be written, or null. */
  href(address: string): string | null;
}

/** Of entries like `docs.example.com`, `localhost:3000` and `*.example.com` (what lies under it, not the name itself). */
export function allowedHosts(entries: readonly string[]): AllowedHosts {
  const exact = new Set<string>();
  const under: string[] = [];
  for (const entry of entries) {
    const open = entry.startsWith("*.");
    const host = hostOf(open ? entry.slice(2) : entry);
    if (host === null) continue;
    if (open) under.push(`.${host}`);
    else exact.add(host);
  }
  const has = (text: string) => {
    const host = hostOf(text);
    return host !== null && (exact.has(host) || under.some((end) => host.endsWith(end) && host.length > end.length));
  };
  return {
    has,
    href(address) {
      // Nothing that Markdown or a browser reads otherwise than this does: escapes, entities, spaces, quotes, a user.
      if (/[\s\\<>`"'^|{}\p{Cc}\p{Cf}]|&(?:#|\w+;)/u.test(address) || !/^https?:\/\//i.test(address)) return null;
      const url = URL.canParse(address) ? new URL(address) : null;
      if (!url || url.username !== "" || url.password !== "" || !has(url.host)) return null;
      return url.href.replace(/[()[\]*_~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
    },
  };
}

/** The hosts of the passages that an answer may cite. */
export function hostsOf(addresses: readonly (string | null)[]): string[] {
  return addresses.flatMap((address) =>
    address !== null && /^https?:\/\//i.test(address) && URL.canParse(address) ? [new URL(address).host] : [],
  );
}

/** As a browser reads it: lower case, Punycode, numbers of addresses made plain. Null: no host. */
function hostOf(text: string): string | null {
  if (text === "" || /[\s\\/?#@<>%]/.test(text)) return null;
  const address = `https://${text}`;
  return URL.canParse(address) ? new URL(address).host.replace(/\.(?=:|$)/, "") : null;
}
