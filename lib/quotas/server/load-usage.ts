import * as z from "zod/mini";
import { countMadeUp, sumUsage } from "@/db/queries/usage";
import type { Ctx } from "@/lib/access/ctx";
import { requirePermission } from "@/lib/access/server/require-permission";
import { errorFacts, log } from "@/lib/platform/log";
import { momentOf, wallAt } from "@/lib/later/core/when";
import type { UsageReport } from "../protocol";

const DAYS_MAX = 366;

export const loadUsageInput = z.object({
  /** Today and the days before it. */
  days: z.catch(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(DAYS_MAX)), 30),
  /** Whose midnights make days: the zone that the page shows its times in. */
  zone: z.catch(z.string().check(z.refine(isZone)), "UTC"),
});

/** What the tenant used: this month from its Meter, the days before from the ledger. */
export async function loadUsage(ctx: Ctx, asked: Record<string, unknown>): Promise<UsageReport> {
  requirePermission(ctx, "usage", "read");
  const { days, zone } = z.parse(loadUsageInput, asked);
  const until = ctx.now();
  const from = midnight(until, days - 1, zone);
  const sum = (by: "day" | "model" | "key") => sumUsage(ctx.db, { from, until, by, zone });
  const [month, byDay, byModel, byKey, madeUp] = await Promise.all([
    ctx.objects
      .meter(ctx.tenantId)
      .usage(ctx.tenantId)
      .catch((error: unknown) => {
        log({ event: "meter.load_failed", level: "warn", ...errorFacts(error) });
        return null;
      }),
    sum("day"),
    sum("model"),
    sum("key"),
    countMadeUp(ctx.db, { from, until }),
  ]);
  return { month, from, until, days: byDay, models: byModel, keys: byKey, madeUp };
}

/** The first moment of the day so many days ago, on the zone's calendar. */
function midnight(now: number, daysAgo: number, zone: string): number {
  const { year, month, day } = wallAt(now, zone);
  const date = new Date(Date.UTC(year, month - 1, day - daysAgo));
  const wall = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
  return momentOf({ ...wall, hour: 0, minute: 0 }, zone);
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
