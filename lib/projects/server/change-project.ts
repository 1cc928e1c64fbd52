import * as z from "zod/mini";
import { findProject, saveProject } from "@/db/queries/projects";
import type { Ctx } from "@/lib/access/ctx";
import { requirePermission } from "@/lib/access/server/require-permission";
import { auditOf } from "@/lib/audit/server/append-audit";
import { completeSettings } from "../core/settings";
import type { ProjectView } from "../protocol";
import { projectChange, projectId, tenantSlug } from "./inputs";
import { forgetProjectFacts } from "./project-facts";
import { projectChanged, projectNotFound } from "./project-refusals";
import { projectView } from "./project-view";
import { shutVisits } from "./shut-visits";
import { tellMeter, tryTellMeter } from "./tell-meter";

export const changeProjectInput = z.strictObject({
  tenant: tenantSlug,
  project: projectId,
  /** The version that was looked at. */
  version: z.int(),
  ...projectChange,
});

/**
 * Changes what is named and nothing else. Two who change at once do not overwrite each other: the second is told.
 * A pause counts for model calls from this answer on, and visitors are told by then; everything else within seconds.
 */
export async function changeProject(
  ctx: Ctx,
  { tenant: _, project: id, version, ...wish }: z.infer<typeof changeProjectInput>,
): Promise<{ project: ProjectView }> {
  requirePermission(ctx, "project", "manage");
  const before = await findProject(ctx.db, id, ctx.now());
  if (!before) throw projectNotFound();
  if (before.version !== version) throw projectChanged();
  const { name = before.name, paused = before.paused, ...rest } = wish;
  const named = Object.entries(rest).filter(([, value]) => value !== undefined);
  const saved = await saveProject(
    ctx.db,
    id,
    { name, paused, settings: { ...completeSettings(before.settings), ...Object.fromEntries(named) } },
    { nowMs: ctx.now(), version },
    auditOf(ctx, "project.changed", id, {
      changed: Object.entries(wish).flatMap(([field, value]) => (value === undefined ? [] : [field])),
      name,
      paused,
    }),
  );
  if (saved.status !== "done") throw saved.status === "stale" ? projectChanged() : projectNotFound();
  forgetProjectFacts(ctx.env, ctx.tenantId, id);
  if (paused === before.paused) await tryTellMeter(ctx, saved.project);
  else await tellMeter(ctx, saved.project);
  if (paused && !before.paused) await shutVisits(ctx, id);
  return { project: projectView(ctx.tenantId, saved.project) };
}
