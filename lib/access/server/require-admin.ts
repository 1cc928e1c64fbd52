import { notFound } from "next/navigation";
import { countOpenReports } from "@/lib/moderation/server/count-open-reports";
import type { Right } from "../core/permissions";
import { allows } from "./require-permission";
import { requirePage, type SessionCtx } from "./session-ctx";

/**
 * What every page of the administrators begins with: who asks, proved to have the rights; for everybody else there is no
 * such page. `openReports` is what their navigation shows, on its way while the page loads its own.
 */
export async function requireAdmin(
  tenant: string,
  ...rights: [Right, ...Right[]]
): Promise<{ ctx: SessionCtx; openReports: Promise<number> }> {
  const ctx = await requirePage(tenant);
  if (!rights.every(([resource, action]) => allows(ctx, resource, action))) notFound();
  const openReports = countOpenReports(ctx);
  // Whoever awaits it hears of it; a page that fails before is told its own fault.
  openReports.catch(() => undefined);
  return { ctx, openReports };
}
