import { slugFault } from "./slug";

/** Remembers which tenant somebody was in last, so that signing in leads back there. It opens nothing. */
export const LAST_TENANT_COOKIE = "parlor.last";

const YEAR_SECONDS = 365 * 86_400;

/** The slug a cookie header remembers; null when there is none that could be one. */
export function readLastTenant(cookieHeader: string | null): string | null {
  const pair = (cookieHeader ?? "").split(";").find((part) => part.trim().startsWith(`${LAST_TENANT_COOKIE}=`));
  const slug = pair?.slice(pair.indexOf("=") + 1).trim() ?? "";
  const fault = slugFault(slug);
  return fault === null || fault === "reserved" ? slug : null;
}

/** The `set-cookie` that remembers `slug`; null when it is remembered already. */
export function rememberTenant(cookieHeader: string | null, slug: string, secure: boolean): string | null {
  if (readLastTenant(cookieHeader) === slug) return null;
  return `${LAST_TENANT_COOKIE}=${slug}; Path=/; Max-Age=${YEAR_SECONDS}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
}

/** Where a signed-in account goes when it asked for nothing else: the last tenant if it is still theirs, else the first one, else a new one. */
export function startPath(tenants: readonly { slug: string; suspended: boolean }[], last: string | null): string {
  const open = tenants.filter(({ suspended }) => !suspended);
  const chosen = open.find(({ slug }) => slug === last) ?? open[0] ?? tenants[0];
  return chosen ? `/${chosen.slug}/rooms` : "/new";
}

const PLACES: ReadonlySet<string> = new Set(["rooms", "later", "people"]);

/** The same tenant's other place, when there is such a place and the start leads to a tenant at all. */
export function placeIn(start: string, place: string | null): string {
  const [, tenant] = /^\/([a-z0-9-]+)\/rooms$/.exec(start) ?? [];
  return tenant === undefined || place === null || !PLACES.has(place) ? start : `/${tenant}/${place}`;
}
