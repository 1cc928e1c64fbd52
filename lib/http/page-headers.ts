/** The page's content security policy. Scripts run by nonce only; what they load is trusted through them. */
export function contentPolicy(nonce: string, socketOrigins: readonly string[]): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    // Radix and the virtual list position with style attributes and elements; none of them carries user text.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    ["connect-src 'self'", ...socketOrigins].join(" "),
    "manifest-src 'self'",
    "media-src 'self' blob:",
    "worker-src 'self'",
    "frame-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Where a page served from `url` may open sockets: its own origin, and the realtime Worker's when that is elsewhere. */
export function socketOriginsFor(url: URL, realtimeOrigin: string | undefined): string[] {
  const origins = realtimeOrigin === undefined ? [url] : [url, new URL(realtimeOrigin)];
  return [...new Set(origins.map(({ protocol, host }) => `${protocol === "https:" ? "wss:" : "ws:"}//${host}`))];
}

/** Sets what every answer of the app carries. The policy goes on documents only. */
export function setPageHeaders(headers: Headers, page: { url: URL; policy: string }): void {
  headers.set("x-content-type-options", "nosniff");
  headers.set("referrer-policy", "strict-origin-when-cross-origin");
  headers.set("cross-origin-opener-policy", "same-origin");
  headers.set("cross-origin-resource-policy", "same-origin");
  headers.set("permissions-policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()");
  if (page.url.protocol === "https:") headers.set("strict-transport-security", "max-age=63072000; includeSubDomains");
  if (headers.get("content-type")?.startsWith("text/html")) headers.set("content-security-policy", page.policy);
}

/** 128 random bits, new for each answer. */
export function newNonce(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
}
