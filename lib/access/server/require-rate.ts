import { authDb } from "@/db/client";
import { countUse } from "@/db/queries/rate";
import { AppError } from "@/lib/platform/errors";
import type { Env } from "@/lib/platform/env";

/**
 * Counts one use of something limited, across all isolates.
 * @throws AppError `rate_limited` with the time after which it is allowed again.
 */
export async function requireRate(
  env: Env,
  key: string,
  limit: { max: number; windowMs: number },
  nowMs: number,
): Promise<void> {
  const { count, endsAtMs } = await countUse(authDb(env), key, limit.windowMs, nowMs);
  if (count <= limit.max) return;
  throw new AppError("rate_limited", "Too many of these in a short time. Try again later.", {
    retryAfterMs: Math.max(1, endsAtMs - nowMs),
  });
}
