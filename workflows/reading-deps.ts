import { tenantDb } from "@/db/client";
import { workerEgress } from "@/durable-objects/egress";
import type { KnowledgeDeps } from "@/lib/knowledge/server/deps";
import { parseEnv } from "@/lib/platform/env";
import type { TenantId } from "@/lib/platform/ids";

/** What a step of a tenant's reading stands on. */
export function readingDeps(bindings: RealtimeEnv, tenant: TenantId): KnowledgeDeps {
  const env = parseEnv(bindings);
  return { bindings, env, db: tenantDb(env, tenant), egress: workerEgress(env.appOrigins), now: () => Date.now() };
}
