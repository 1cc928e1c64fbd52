import * as z from "zod/mini";
import { findProject, insertProject } from "@/db/queries/projects";
import type { Ctx } from "@/lib/access/ctx";
import { requirePermission } from "@/lib/access/server/require-permission";
import { auditOf } from "@/lib/audit/server/append-audit";
import { newId, type ProjectId } from "@/lib/platform/ids";
import { newSettings } from "../core/settings";
import { PROJECT_BOUNDS, type ProjectView } from "../protocol";
import { projectName, projectOrigin, tenantSlug } from "./inputs";
import { projectNotFound, tooManyProjects } from "./project-refusals";
import { projectView } from "./project-view";

export const createProjectInput = z.strictObject({
  tenant: tenantSlug,
  name: projectName,
  /** Null: nowhere yet but on the product's own demo page. */
  origin: z.nullable(projectOrigin),
});

/** Makes a project. Its visitors need no identity until somebody says so; a Meter that was never told of it looks it up. */
export async function createProject(
  ctx: Ctx,
  { name, origin }: z.infer<typeof createProjectInput>,
): Promise<{ project: ProjectView }> {
  requirePermission(ctx, "project", "manage");
  const id = newId<ProjectId>();
  const origins = origin === null ? [] : [origin];
  const made = await insertProject(
    ctx.db,
    { id, name, settings: newSettings(origins), createdBy: ctx.actor.person },
    { nowMs: ctx.now(), max: PROJECT_BOUNDS.projectsMax },
    auditOf(ctx, "project.created", id, { name, origins }),
  );
  if (!made) throw tooManyProjects();
  const row = await findProject(ctx.db, id, ctx.now());
  if (!row) throw projectNotFound();
  return { project: projectView(ctx.tenantId, row) };
}
