import type { LimitView } from "@/lib/quotas/protocol";
import type { ShapedError } from "./errors";

/** What stands on every answer of the API. */
export function baseHeaders(requestId: string): Record<string, string> {
  return { "x-request-id": requestId, "cache-control": "no-store", "x-content-type-options": "nosniff" };
}

/** The limits, by the names and in the notation of OpenAI. */
export function limitHeaders(view: LimitView | null): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const kind of ["requests", "tokens"] as const) {
    const limit = view?.[kind];
    if (!limit) continue;
    headers[`x-ratelimit-limit-${kind}`] = String(limit.limit);
    headers[`x-ratelimit-remaining-${kind}`] = String(Math.max(0, limit.remaining));
    headers[`x-ratelimit-reset-${kind}`] = spanOf(limit.resetMs);
  }
  return headers;
}

/** When to come back, and whether at all: OpenAI's clients would else repeat what cannot succeed. */
export function errorHeaders({ status, body, retryAfterMs, view }: ShapedError): Record<string, string> {
  return {
    ...limitHeaders(view),
    "x-should-retry": String(body.error.retryable),
    ...(status === 401 ? { "www-authenticate": 'Bearer realm="parlor"' } : {}),
    ...(retryAfterMs === null
      ? {}
      : { "retry-after": String(Math.ceil(retryAfterMs / 1_000)), "retry-after-ms": String(retryAfterMs) }),
  };
}

/** `17ms`, `1.5s`, `6m0s`, `1h2m3s`. */
function spanOf(ms: number): string {
  const whole = Math.max(0, Math.ceil(ms));
  if (whole < 1_000) return `${whole}ms`;
  if (whole < 60_000) return `${whole / 1_000}s`;
  const seconds = Math.ceil(whole / 1_000);
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor((seconds % 3_600) / 60)];
  return `${hours > 0 ? `${hours}h` : ""}${minutes}m${seconds % 60}s`;
}
