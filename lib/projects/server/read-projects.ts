import * as z from "zod/mini";
import { findProject, listProjects as listRows } from "@/db/queries/projects";
import type { Ctx } from "@/lib/access/ctx";
import { requirePermission } from "@/lib/access/server/require-permission";
import { PROJECT_BOUNDS, type ProjectView } from "../protocol";
import { projectId, tenantSlug } from "./inputs";
import { projectNotFound } from "./project-refusals";
import { projectView } from "./project-view";
import { retellMeter } from "./tell-meter";

export const listProjectsInput = z.strictObject({ tenant: tenantSlug });
export const getProjectInput = z.strictObject({ tenant: tenantSlug, project: projectId });

/** The tenant's projects, as they were made. */
export async function listProjects(
  ctx: Ctx,
  _input: z.infer<typeof listProjectsInput>,
): Promise<{ projects: ProjectView[] }> {
  requirePermission(ctx, "project", "manage");
  const [rows] = await Promise.all([listRows(ctx.db, ctx.now(), PROJECT_BOUNDS.projectsMax), retellMeter(ctx)]);
  return { projects: rows.map((row) => projectView(ctx.tenantId, row)) };
}

/** @throws AppError `not_found`, for a foreign one as well. */
export async function getProject(
  ctx: Ctx,
  { project: id }: z.infer<typeof getProjectInput>,
): Promise<{ project: ProjectView }> {
  requirePermission(ctx, "project", "manage");
  const row = await findProject(ctx.db, id, ctx.now());
  if (!row) throw projectNotFound();
  return { project: projectView(ctx.tenantId, row) };
}
