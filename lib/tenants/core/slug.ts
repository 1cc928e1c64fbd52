export const SLUG_CHARS_MIN = 2;
export const SLUG_CHARS_MAX = 40;

/** First path segments that the product itself answers; a tenant can never have one as its address. */
export const RESERVED_SLUGS: ReadonlySet<string> = new Set(
  `_next about account admin api app apps assets auth billing cdn-cgi contact dashboard demo docs embed error favicon
   favicon-ico files help health home index internal invite invitations join legal login logout manifest me metrics new null oauth
   offline operator outbox parlor pricing privacy public register reset robots rooms search security settings sign-in sign-out
   sign-up signin signout signup sitemap socket static status support suspended system terms tenant tenants undefined unsubscribe user users v1
   v2 verify well-known widget workspace workspaces ws www`.split(/\s+/),
);

const SLUG = /^[a-z0-9](?:[a-z0-9]|-(?=[a-z0-9]))*$/;

export type SlugFault = "short" | "long" | "shape" | "reserved";

/** Why a text cannot be a tenant's address; null when it can. */
export function slugFault(slug: string): SlugFault | null {
  if (slug.length < SLUG_CHARS_MIN) return "short";
  if (slug.length > SLUG_CHARS_MAX) return "long";
  if (!SLUG.test(slug)) return "shape";
  return RESERVED_SLUGS.has(slug) ? "reserved" : null;
}

/** A proposal made from a tenant's name; may be empty when the name has no Latin letters or digits. */
export function slugFrom(name: string): string {
  const ascii = name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll("ß", "ss")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-");
  return ascii.slice(0, SLUG_CHARS_MAX).replaceAll(/^-+|-+$/g, "");
}
