import { AppError } from "./errors";

const TIMEOUT_MS = 10_000;

/**
 * The only way to an address that somebody outside of this installation chose: https, a public name, no redirects, not
 * for long. What resolves to a private address is refused by the platform (`global_fetch_strictly_public`).
 * @throws AppError invalid_request for an address that is not allowed; what fetch throws otherwise.
 */
export async function egress(address: string, init: RequestInit): Promise<Response> {
  const url = publicUrl(address);
  if (!url) throw new AppError("invalid_request", "This address may not be called.");
  const late = new AbortController();
  // Cleared, unlike AbortSignal.timeout: a timer that is left keeps a Durable Object from going to sleep.
  const timer = setTimeout(() => late.abort(), TIMEOUT_MS);
  try {
    return await fetch(url, { ...init, redirect: "manual", signal: late.signal });
  } finally {
    clearTimeout(timer);
  }
}

/** The address when it may be called; null otherwise. */
export function publicUrl(address: string): URL | null {
  const url = URL.parse(address);
  if (!url || url.protocol !== "https:" || url.username !== "" || url.password !== "") return null;
  if (url.port !== "" && url.port !== "443") return null;
  const host = url.hostname.toLowerCase().replace(/\.$/, "");
  const isName = host.includes(".") && !host.includes("[") && !/^[\d.]+$/.test(host);
  const isPrivate = /(^|\.)(localhost|local|internal|lan|home|intranet|arpa|onion)$/.test(host);
  return isName && !isPrivate ? url : null;
}
