import { AppError } from "../platform/errors";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * The guard against requests that another site makes with our visitor's cookies. A state-changing method needs an Origin
 * that equals one of ours; a missing one, `null` and a look-alike are refused. Where the browser says that a read comes
 * from another site, it is refused as well.
 */
export function requireOrigin(request: Request, appOrigins: readonly string[]): void {
  const origin = request.headers.get("origin");
  const refused = new AppError("forbidden", "This request did not come from the app.");
  if (origin !== null && !appOrigins.includes(origin)) throw refused;
  if (origin === null && !SAFE_METHODS.has(request.method)) throw refused;
  const site = request.headers.get("sec-fetch-site");
  if (site === "cross-site" || (site === "same-site" && origin === null)) throw refused;
}
