/**
 * Pages of other origins. A preflight carries no key, so it cannot be judged: it is answered for any origin, and gives
 * nothing away. The call itself is judged: its key's tenant names the origins that may call, and an answer is readable
 * only by them. Cookies are never allowed, and the API reads none.
 */
const PREFLIGHT_SECONDS = 600;
const HEADER_NAMES = /^[A-Za-z0-9-]{1,64}(?:\s*,\s*[A-Za-z0-9-]{1,64}){0,63}$/;

const EXPOSED = [
  "x-request-id",
  "x-parlor-model",
  "x-parlor-route",
  "retry-after",
  "retry-after-ms",
  "x-should-retry",
  ...["limit", "remaining", "reset"].flatMap((what) => [`x-ratelimit-${what}-requests`, `x-ratelimit-${what}-tokens`]),
].join(", ");

/** The answer of a preflight; null when the request is none. */
export function preflight(request: Request, requestId: string): Response | null {
  const origin = request.headers.get("origin");
  if (request.method !== "OPTIONS" || origin === null || !request.headers.has("access-control-request-method")) {
    return null;
  }
  const asked = request.headers.get("access-control-request-headers") ?? "";
  return new Response(null, {
    status: 204,
    headers: {
      "x-request-id": requestId,
      "access-control-allow-origin": origin,
      "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE",
      ...(HEADER_NAMES.test(asked) ? { "access-control-allow-headers": asked } : {}),
      "access-control-max-age": String(PREFLIGHT_SECONDS),
      vary: "origin, access-control-request-headers",
    },
  });
}

/** What lets the page of an allowed origin read the answer. */
export function originHeaders(origin: string): Record<string, string> {
  return { "access-control-allow-origin": origin, "access-control-expose-headers": EXPOSED, vary: "origin" };
}
