import { eq, sql } from "drizzle-orm";
import { newId } from "@/lib/platform/ids";
import type { AuthDb } from "../client";
import { rateLimit } from "../schema/auth";

/**
 * Counts one use of `key` in its window of `windowMs` and answers how many there were and when the window ends. One
 * statement, so parallel uses are all counted. better-auth prunes this table by `last_request`, hence that column holds the
 * window's end.
 */
export async function countUse(
  db: AuthDb,
  key: string,
  windowMs: number,
  nowMs: number,
): Promise<{ count: number; endsAtMs: number }> {
  const over = sql`${rateLimit.lastRequest} <= ${nowMs}::bigint`;
  const endsAt = nowMs + windowMs;
  const [row] = await db
    .insert(rateLimit)
    .values({ id: newId(), key, count: 1, lastRequest: endsAt })
    .onConflictDoUpdate({
      target: rateLimit.key,
      set: {
        count: sql`case when ${over} then 1 else ${rateLimit.count} + 1 end`,
        lastRequest: sql`case when ${over} then ${endsAt}::bigint else ${rateLimit.lastRequest} end`,
      },
    })
    .returning({ count: rateLimit.count, endsAtMs: rateLimit.lastRequest });
  if (!row) throw new Error("An upsert answered no row.");
  return row;
}

/** Forgets what was counted for `key`. */
export async function forgetUses(db: AuthDb, key: string): Promise<void> {
  await db.delete(rateLimit).where(eq(rateLimit.key, key));
}
