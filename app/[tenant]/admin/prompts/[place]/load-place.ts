import { notFound } from "next/navigation";
import { cache } from "react";
import { orNotFound } from "@/lib/access/server/or-not-found";
import { requireAdmin } from "@/lib/access/server/require-admin";
import type { SessionCtx } from "@/lib/access/server/session-ctx";
import type { PromptPlace } from "@/lib/playground/protocol";
import { namePrompt } from "@/lib/playground/server/read-prompts";
import { isUuid } from "@/lib/platform/ids";

interface LoadedPlace {
  ctx: SessionCtx;
  openReports: Promise<number>;
  place: PromptPlace;
  /** Null: the tenant's own. */
  name: string | null;
}

/**
 * Whose prompt a page is about and who looks at it; a foreign or missing assistant is no page, as for everybody but
 * administrators. Asked once per request, however many components need it.
 */
export const loadPlace = cache(async (tenant: string, wish: string): Promise<LoadedPlace> => {
  const { ctx, openReports } = await requireAdmin(tenant, ["project", "manage"]);
  if (wish !== "house" && !isUuid(wish)) notFound();
  const place = wish as PromptPlace;
  return { ctx, openReports, place, name: await orNotFound(namePrompt(ctx, place)) };
});
