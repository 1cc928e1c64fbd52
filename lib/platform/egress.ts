/**
 * The one way out to an address that somebody else wrote. It reaches the public internet only, whatever the address,
 * its redirects or its name server say, and takes no more than was asked for.
 */
import { isOuterHost, isPublicAddress } from "./public-address";

export interface EgressWish {
  url: string;
  /** Media types that are read; anything else is refused unread. */
  types: readonly string[];
  bytesMax: number;
  timeoutMs: number;
}

export type EgressRefusal =
  | "address"
  | "port"
  | "scheme"
  | "own_host"
  | "unresolved"
  | "redirects"
  | "status"
  | "type"
  | "timeout"
  | "failed";

type Refused = { status: "refused"; reason: EgressRefusal };

export type EgressAnswer =
  /** `cut`: there was more than `bytesMax`. */
  { status: "ok"; url: string; contentType: string; body: Uint8Array; cut: boolean } | Refused;

export interface EgressDeps {
  fetch(url: string, init: RequestInit): Promise<Response>;
  /** Every address of a name. Rejects or answers none when there is none. */
  resolve(name: string): Promise<readonly string[]>;
  /** Hosts of our own, which nobody else's address may reach. */
  ownHosts: readonly string[];
  /** For tests, which have no public address to serve from: an origin that is let through. No configuration sets it. */
  letThrough?: string;
}

const HOPS_MAX = 3;
const AGENT = "ParlorBot/1.0 (link preview)";
const CALLER = "Parlor/1.0 (tools)";

/** Makes the function. Nothing of the caller goes out with it: no cookies, no authorisation, no referrer. */
export function createEgress(deps: EgressDeps): (wish: EgressWish) => Promise<EgressAnswer> {
  return async (wish) => {
    const deadline = new AbortController();
    // Taken back when it is not needed: a pending timer keeps a live object from sleeping.
    const timer = setTimeout(() => deadline.abort(), wish.timeoutMs);
    try {
      return await Promise.race([follow(deps, wish, deadline.signal), whenAborted(deadline.signal)]);
    } catch {
      return refused("failed");
    } finally {
      clearTimeout(timer);
    }
  };
}

export interface EgressPost {
  url: string;
  body: Uint8Array<ArrayBuffer>;
  headers: Record<string, string>;
  timeoutMs: number;
}

/** What answered, or why nothing was asked. `failed`: it may be asked again. */
export type EgressReply = { status: "answered"; code: number; retryAfter: string | null } | Refused;

/** The same door for telling somebody something (a push service): https only, and a redirect is not followed. */
export function createEgressPost(deps: EgressDeps): (post: EgressPost) => Promise<EgressReply> {
  return async ({ url: address, body, headers, timeoutMs }) => {
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), timeoutMs);
    const send = async (): Promise<EgressReply> => {
      const url = URL.parse(address);
      const objection = url?.protocol === "https:" ? await objectionTo(deps, url) : "scheme";
      if (!url || objection !== null) return { status: "refused", reason: objection ?? "scheme" };
      const wish: RequestInit = { method: "POST", body, headers, redirect: "manual", credentials: "omit" };
      const response = await deps.fetch(url.href, { ...wish, signal: deadline.signal });
      await response.body?.cancel();
      return { status: "answered", code: response.status, retryAfter: response.headers.get("retry-after") };
    };
    try {
      return await Promise.race([send(), whenAborted(deadline.signal)]);
    } catch {
      return refused("failed");
    } finally {
      clearTimeout(timer);
    }
  };
}

export interface EgressCall {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: string | null;
  /** Of the answer no more is read. */
  bytesMax: number;
  timeoutMs: number;
  signal?: AbortSignal;
}

export type EgressCalled =
  /** Whatever its status. `cut`: there was more than `bytesMax`. */
  { status: "answered"; code: number; headers: Headers; body: Uint8Array; cut: boolean } | Refused;

/** The same door for calling a service that somebody else named: https only, and a redirect is not followed, since it could carry secrets to another host. */
export function createEgressCall(deps: EgressDeps): (call: EgressCall) => Promise<EgressCalled> {
  return async ({ url: address, method, headers, body, bytesMax, timeoutMs, signal }) => {
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), timeoutMs);
    const ended = signal ? AbortSignal.any([signal, deadline.signal]) : deadline.signal;
    const call = async (): Promise<EgressCalled> => {
      const url = URL.parse(address);
      const objection = url && isHttps(deps, url) ? await objectionTo(deps, url) : "scheme";
      if (!url || objection !== null) return refused(objection ?? "scheme");
      url.hash = "";
      const init: RequestInit = { method, headers: { ...headers, "user-agent": CALLER }, body, redirect: "manual" };
      const response = await deps.fetch(url.href, { ...init, credentials: "omit", signal: ended });
      if (response.status >= 300 && response.status < 400) {
        await response.body?.cancel();
        return refused("redirects");
      }
      const read = response.body ? await readUpTo(response.body, bytesMax) : { body: new Uint8Array(), cut: false };
      return { status: "answered", code: response.status, headers: response.headers, ...read };
    };
    try {
      const answer = await Promise.race([call(), whenAborted(ended)]);
      return answer.status === "refused" && deadline.signal.aborted ? refused("timeout") : answer;
    } catch {
      return refused(deadline.signal.aborted ? "timeout" : "failed");
    } finally {
      clearTimeout(timer);
    }
  };
}

function isHttps(deps: EgressDeps, url: URL): boolean {
  return url.protocol === "https:" || url.origin === deps.letThrough;
}

async function follow(deps: EgressDeps, wish: EgressWish, signal: AbortSignal): Promise<EgressAnswer> {
  let at = wish.url;
  for (let hop = 0; hop <= HOPS_MAX; hop++) {
    const url = URL.parse(at);
    const objection = url ? await objectionTo(deps, url) : "scheme";
    if (!url || objection !== null) return refused(objection ?? "scheme");
    url.hash = "";
    const response = await deps.fetch(url.href, {
      redirect: "manual",
      credentials: "omit",
      headers: { accept: wish.types.join(", "), "user-agent": AGENT },
      signal,
    });
    const next = response.headers.get("location");
    if (response.status >= 300 && response.status < 400 && next !== null) {
      await response.body?.cancel();
      const target = URL.parse(next, url.href);
      if (!target) return refused("scheme");
      at = target.href;
      continue;
    }
    return await take(response, url.href, wish);
  }
  return refused("redirects");
}

/** Why an address is not fetched; null when it is. Asked for the first address and for every redirect. */
async function objectionTo(deps: EgressDeps, url: URL): Promise<EgressRefusal | null> {
  if (url.origin === deps.letThrough) return null;
  if (url.protocol !== "https:" && url.protocol !== "http:") return "scheme";
  if (url.username !== "" || url.password !== "") return "address";
  // A port that belongs to the scheme is not written in a parsed URL; the other scheme's is.
  if (!["", "80", "443"].includes(url.port)) return "port";
  const host = url.hostname.replace(/\.+$/, "").toLowerCase();
  if (deps.ownHosts.some((own) => host === own || host.endsWith(`.${own}`))) return "own_host";
  if (!isOuterHost(host)) return "address";
  if (host.startsWith("[") || /^[\d.]+$/.test(host)) return null;
  const addresses = await deps.resolve(host).catch(() => []);
  if (addresses.length === 0) return "unresolved";
  return addresses.every(isPublicAddress) ? null : "address";
}

async function take(response: Response, url: string, wish: EgressWish): Promise<EgressAnswer> {
  const contentType = response.headers.get("content-type") ?? "";
  const media = (contentType.split(";")[0] ?? "").trim().toLowerCase();
  const reason = !response.ok ? "status" : wish.types.includes(media) ? null : "type";
  if (reason !== null || !response.body) {
    await response.body?.cancel();
    return refused(reason ?? "failed");
  }
  const { body, cut } = await readUpTo(response.body, wish.bytesMax);
  return { status: "ok", url, contentType, body, cut };
}

async function readUpTo(
  stream: ReadableStream<Uint8Array>,
  bytesMax: number,
): Promise<{ body: Uint8Array; cut: boolean }> {
  const body = new Uint8Array(bytesMax);
  const reader = stream.getReader();
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { body: body.slice(0, length), cut: false };
    const fits = value.subarray(0, bytesMax - length);
    body.set(fits, length);
    length += fits.length;
    if (fits.length < value.length || length === bytesMax) {
      await reader.cancel();
      return { body: body.slice(0, length), cut: true };
    }
  }
}

/** Also ends waits that know no signal, such as a name server's. */
function whenAborted(signal: AbortSignal): Promise<Refused> {
  return new Promise((resolve) => {
    signal.addEventListener("abort", () => resolve(refused("failed")), { once: true });
  });
}

function refused(reason: EgressRefusal): Refused {
  return { status: "refused", reason };
}
