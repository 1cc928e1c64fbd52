import * as z from "zod/mini";
import { deleteProject as deleteRows, haltProject } from "@/db/queries/projects";
import type { Ctx } from "@/lib/access/ctx";
import { requirePermission } from "@/lib/access/server/require-permission";
import { auditOf } from "@/lib/audit/server/append-audit";
import { projectId, tenantSlug } from "./inputs";
import { forgetProjectFacts } from "./project-facts";
import { projectNotFound } from "./project-refusals";
import { tellMeter } from "./tell-meter";

export const deleteProjectInput = z.strictObject({ tenant: tenantSlug, project: projectId });

/**
 * Deletes a project with everything of it. It is halted first, so that nothing new begins while it goes; what fails
 * half-way leaves a paused project that can be deleted again.
 */
export async function deleteProject(
  ctx: Ctx,
  { project: id }: z.infer<typeof deleteProjectInput>,
): Promise<{ deleted: true }> {
  requirePermission(ctx, "project", "manage");
  const halted = await haltProject(ctx.db, id);
  if (!halted) throw projectNotFound();
  forgetProjectFacts(ctx.env, ctx.tenantId, id);
  await tellMeter(ctx, { id, version: halted.version, paused: true });
  if (!(await deleteRows(ctx.db, id, auditOf(ctx, "project.deleted", id)))) throw projectNotFound();
  return { deleted: true };
}
