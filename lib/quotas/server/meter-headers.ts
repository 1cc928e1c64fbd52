import type { LimitView } from "../protocol";

/**
 * What a caller is told of its limits, in the headers that OpenAI's clients know. Resets are written as those are read:
 * `1.5s`, `250ms`.
 */
export function meterHeaders(view: LimitView | undefined, retryAfterMs?: number): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const unit of ["requests", "tokens"] as const) {
    const limit = view?.[unit];
    if (!limit) continue;
    headers[`x-ratelimit-limit-${unit}`] = String(limit.limit);
    headers[`x-ratelimit-remaining-${unit}`] = String(limit.remaining);
    headers[`x-ratelimit-reset-${unit}`] = duration(limit.resetMs);
  }
  // Whole seconds, rounded up: who comes back then is not told the same again.
  if (retryAfterMs !== undefined) headers["retry-after"] = String(Math.ceil(retryAfterMs / 1000));
  return headers;
}

function duration(ms: number): string {
  if (ms < 1_000) return `${ms}ms`;
  const tenths = Math.ceil(ms / 100);
  const minutes = Math.floor(tenths / 600);
  const seconds = (tenths % 600) / 10;
  if (minutes === 0) return `${seconds}s`;
  return seconds === 0 ? `${minutes}m` : `${minutes}m${seconds}s`;
}
