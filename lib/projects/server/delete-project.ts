import * as z from "zod/mini";
import { deleteProject as deleteRows, haltProject } from "@/db/queries/projects";
import type { SessionCtx } from "@/lib/access/server/session-ctx";
import { requirePermission } from "@/lib/access/server/require-permission";
import { auditOf } from "@/lib/audit/server/append-audit";
import { eraseParts } from "./erase-parts";
import { projectId, tenantSlug } from "./inputs";
import { forgetProjectFacts } from "./project-facts";
import { projectNotFound } from "./project-refusals";
import { shutVisits } from "./shut-visits";
import { tellMeter } from "./tell-meter";

export const deleteProjectInput = z.strictObject({ tenant: tenantSlug, project: projectId });

/**
 * Deletes a project with everything of it. It is halted first, so that nothing new begins while it goes; what fails
 * half-way leaves a paused project that can be deleted again. False: so much was said to it that there is more to erase,
 * and this is to be asked again.
 */
export async function deleteProject(
  ctx: SessionCtx,
  { project: id }: z.infer<typeof deleteProjectInput>,
): Promise<{ deleted: boolean }> {
  requirePermission(ctx, "project", "manage");
  const halted = await haltProject(ctx.db, id);
  if (!halted) throw projectNotFound();
  forgetProjectFacts(ctx.env, ctx.tenantId, id);
  await tellMeter(ctx, { id, version: halted.version, paused: true });
  await shutVisits(ctx, id);
  if (!(await eraseParts(ctx, id))) return { deleted: false };
  if (!(await deleteRows(ctx.db, id, auditOf(ctx, "project.deleted", id)))) throw projectNotFound();
  return { deleted: true };
}
