import { notFound } from "next/navigation";
import { cache } from "react";
import { orNotFound } from "@/lib/access/server/or-not-found";
import { requireAdmin } from "@/lib/access/server/require-admin";
import type { SessionCtx } from "@/lib/access/server/session-ctx";
import type { EvaluationSetView, RunView } from "@/lib/playground/protocol";
import { showRun } from "@/lib/playground/server/evaluation-runs";
import { showSet } from "@/lib/playground/server/evaluation-sets";
import { isUuid } from "@/lib/platform/ids";

interface LoadedSet {
  ctx: SessionCtx;
  openReports: Promise<number>;
  set: EvaluationSetView;
}

/**
 * The set of a page and who looks at it; a foreign or missing one is no page, as for everybody but administrators. Asked
 * once per request, however many components need it.
 */
export const loadSet = cache(async (tenant: string, set: string): Promise<LoadedSet> => {
  const { ctx, openReports } = await requireAdmin(tenant, ["project", "manage"]);
  if (!isUuid(set)) notFound();
  return { ctx, openReports, set: await orNotFound(showSet(ctx, set)) };
});

/** The same of a run of the set. */
export const loadRun = cache(
  async (tenant: string, id: string, run: string): Promise<LoadedSet & { view: RunView }> => {
    const loaded = await loadSet(tenant, id);
    if (!isUuid(run)) notFound();
    const view = await orNotFound(showRun(loaded.ctx, { run }));
    if (view.run.setId !== loaded.set.id) notFound();
    return { ...loaded, view };
  },
);
