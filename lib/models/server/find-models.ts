import { requirePermission } from "@/lib/access/server/require-permission";
import type { SessionCtx } from "@/lib/access/server/session-ctx";
import { installationToken } from "@/lib/http/installation-token";
import type { Tier } from "@/lib/quotas/protocol";
import { MODELS_AUDIENCE, type InstalledModel } from "../core/installed";
import type { ModelEntry } from "../core/model";
import { allowedModels } from "../core/route";

type Asker = Pick<SessionCtx, "actor" | "realtime" | "env">;

/**
 * The installation's models, and which of them a tier allows. Asked of the realtime Worker, where calls are made; null
 * when it does not answer, or when its providers are not set up right.
 */
export async function findModels(ctx: Asker, tier: Tier): Promise<InstalledModel[] | null> {
  requirePermission(ctx, "model", "read");
  const entries = await askForModels(ctx);
  if (entries === null) return null;
  const policy = { tier, models: null, defaultModel: null };
  const inTier = new Set(allowedModels({ entries, policy, keyModels: null }));
  return entries.map((model) => ({ ...model, inTier: inTier.has(model) }));
}

async function askForModels({ env, realtime }: Asker): Promise<ModelEntry[] | null> {
  const token = await installationToken(env, MODELS_AUDIENCE);
  const url = new URL("/internal/models", env.appOrigins[0]);
  try {
    const answer = await realtime.fetch(new Request(url, { headers: { authorization: `Bearer ${token}` } }));
    if (answer.ok) return ((await answer.json()) as { models: ModelEntry[] }).models;
    await answer.body?.cancel();
    return null;
  } catch {
    return null;
  }
}
