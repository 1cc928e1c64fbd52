import { meterHeaders } from "@/lib/quotas/server/meter-headers";
import type { ShapedError } from "./errors";

/** What stands on every answer of the API. */
export function baseHeaders(requestId: string): Record<string, string> {
  return { "x-request-id": requestId, "cache-control": "no-store", "x-content-type-options": "nosniff" };
}

/** When to come back, and whether at all: OpenAI's clients would else repeat what cannot succeed. */
export function errorHeaders({ status, body, retryAfterMs, view }: ShapedError): Record<string, string> {
  return {
    ...meterHeaders(view ?? undefined),
    "x-should-retry": String(body.error.retryable),
    ...(status === 401 ? { "www-authenticate": 'Bearer realm="parlor"' } : {}),
    ...(retryAfterMs === null
      ? {}
      : { "retry-after": String(Math.ceil(retryAfterMs / 1_000)), "retry-after-ms": String(retryAfterMs) }),
  };
}
