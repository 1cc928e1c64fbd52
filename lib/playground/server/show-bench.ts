import { countDocuments } from "@/db/queries/knowledge";
import { listPromptVersions } from "@/db/queries/prompts";
import { requirePermission } from "@/lib/access/server/require-permission";
import type { SessionCtx } from "@/lib/access/server/session-ctx";
import { findModels } from "@/lib/models/server/find-models";
import type { ProjectView } from "@/lib/projects/protocol";
import type { Tier } from "@/lib/quotas/protocol";
import { showTenantConfig } from "@/lib/tenants/server/show-config";
import { type BenchView, PLAYGROUND_BOUNDS } from "../protocol";
import { listSets } from "./evaluation-sets";

/** What there is to try of one assistant. */
export async function showBench(ctx: SessionCtx, project: ProjectView): Promise<BenchView> {
  requirePermission(ctx, "project", "manage");
  const { id, name, paused, model, instructions } = project;
  const [choice, versions, documents, sets] = await Promise.all([
    modelChoice(ctx),
    listPromptVersions(ctx.db, id, PLAYGROUND_BOUNDS.versionsShown),
    countDocuments(ctx.db, id),
    listSets(ctx, id),
  ]);
  return {
    project: { id, name, paused, documents: documents.ready },
    options: { models: choice.models, ownModel: model, versions, liveText: instructions },
    tier: choice.tier,
    sets: sets.map((set) => ({ id: set.id, name: set.name })),
  };
}

/** Chat models that the tenant's tier and its own list allow. */
export async function modelChoice(ctx: SessionCtx): Promise<{ models: string[] | null; tier: Tier }> {
  const { config } = await showTenantConfig(ctx);
  const all = await findModels(ctx, config.tier);
  const allowed = all?.filter(
    ({ id, inTier, kind }) => inTier && kind === "chat" && (config.models === null || config.models.includes(id)),
  );
  return { models: allowed?.map(({ id }) => id) ?? null, tier: config.tier };
}
