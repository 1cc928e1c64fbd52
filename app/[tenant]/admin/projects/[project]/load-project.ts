import { notFound } from "next/navigation";
import { cache } from "react";
import { orNotFound } from "@/lib/access/server/or-not-found";
import { allows } from "@/lib/access/server/require-permission";
import { requirePage, type SessionCtx } from "@/lib/access/server/session-ctx";
import { isUuid, type ProjectId } from "@/lib/platform/ids";
import type { ProjectView } from "@/lib/projects/protocol";
import { getProject } from "@/lib/projects/server/read-projects";

/**
 * The project of a page and who looks at it; for everybody but administrators there is no such page, as for a foreign or
 * missing project. Asked once per request, however many components need it.
 */
export const loadProject = cache(
  async (tenant: string, project: string): Promise<{ ctx: SessionCtx; project: ProjectView }> => {
    const ctx = await requirePage(tenant);
    if (!allows(ctx, "project", "manage") || !isUuid(project)) notFound();
    return { ctx, ...(await orNotFound(getProject(ctx, { tenant, project: project as ProjectId }))) };
  },
);
