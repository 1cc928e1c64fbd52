import * as z from "zod/mini";
import { deleteProjectSecret, findProject, insertProjectSecret } from "@/db/queries/projects";
import type { Ctx } from "@/lib/access/ctx";
import { requirePermission } from "@/lib/access/server/require-permission";
import { auditOf } from "@/lib/audit/server/append-audit";
import type { ProjectId } from "@/lib/platform/ids";
import { CHOICE_BOUNDS } from "../core/choice-bounds";
import { type MadeSecret, PROJECT_BOUNDS, type ProjectView } from "../protocol";
import { projectId, tenantSlug } from "./inputs";
import { forgetProjectFacts } from "./project-facts";
import { projectNotFound, secretNotFound, tooManySecrets } from "./project-refusals";
import { mintProjectSecret } from "./project-secrets";
import { projectView } from "./project-view";

const DAY_MS = 86_400_000;

export const rotateSecretInput = z.strictObject({ tenant: tenantSlug, project: projectId });
export const retireSecretInput = z.strictObject({
  tenant: tenantSlug,
  project: projectId,
  kid: z.string().check(z.regex(/^k_[0-9A-Za-z]{1,20}$/)),
});

/**
 * Makes a secret for identity tokens. The one before it goes on until it is retired, for a week at most, so that servers
 * can change over. The answer is the only place where the new one is told.
 */
export async function rotateSecret(ctx: Ctx, { project: id }: z.infer<typeof rotateSecretInput>): Promise<MadeSecret> {
  requirePermission(ctx, "project", "manage");
  const { kid, secret, sealed } = await mintProjectSecret(ctx.env, { tenantId: ctx.tenantId, projectId: id });
  const made = await insertProjectSecret(
    ctx.db,
    id,
    { kid, sealed, createdBy: ctx.actor.person },
    { nowMs: ctx.now(), graceMs: CHOICE_BOUNDS.graceDays * DAY_MS, max: PROJECT_BOUNDS.secretsMax },
    auditOf(ctx, "project_secret.created", id, { kid }),
  );
  if (made !== "done") throw made === "full" ? tooManySecrets() : projectNotFound();
  return { kid, secret, project: await fresh(ctx, id) };
}

/** Ends a secret: tokens signed with it are refused within seconds. */
export async function retireSecret(
  ctx: Ctx,
  { project: id, kid }: z.infer<typeof retireSecretInput>,
): Promise<{ project: ProjectView }> {
  requirePermission(ctx, "project", "manage");
  if (!(await deleteProjectSecret(ctx.db, id, kid, auditOf(ctx, "project_secret.retired", id, { kid })))) {
    throw secretNotFound();
  }
  return { project: await fresh(ctx, id) };
}

async function fresh(ctx: Ctx, id: ProjectId): Promise<ProjectView> {
  forgetProjectFacts(ctx.env, ctx.tenantId, id);
  const row = await findProject(ctx.db, id, ctx.now());
  if (!row) throw projectNotFound();
  return projectView(ctx.tenantId, row);
}
