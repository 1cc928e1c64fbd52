import { tenantDb } from "@/db/client";
import { knowledgeOf } from "@/lib/knowledge/server/search";
import { parseEnv } from "@/lib/platform/env";
import type { TenantId } from "@/lib/platform/ids";
import { conversationOf } from "@/lib/sessions/server/objects";
import type { ToolDeps } from "@/lib/tools/server/tool";
import { workerCall } from "../egress";

/** What the tools of a tenant stand on in this Worker. */
export function toolDepsOf(bindings: RealtimeEnv, tenantId: TenantId): ToolDeps {
  const env = parseEnv(bindings);
  return {
    tenantId,
    db: tenantDb(env, tenantId),
    egress: workerCall(env.appOrigins),
    conversation: (sessionId) => conversationOf(bindings, tenantId, sessionId),
    knowledge: (projectId) => knowledgeOf(bindings, tenantId, projectId),
    secret: env.INTERNAL_SECRET,
    now: Date.now,
  };
}
