import { readTenantConfig } from "@/db/queries/tenant-config";
import type { Ctx } from "@/lib/access/ctx";
import { requirePermission } from "@/lib/access/server/require-permission";
import { dayAt } from "../core/days";

/** Which day it is in the tenant's zone, whose midnights make the days of reports. */
export async function todayOf(ctx: Pick<Ctx, "actor" | "db" | "now">): Promise<{ today: string; zone: string }> {
  requirePermission(ctx, "report", "read");
  const { zone } = await readTenantConfig(ctx.db);
  return { today: dayAt(ctx.now(), zone), zone };
}
