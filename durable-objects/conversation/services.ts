import { tenantDb } from "@/db/client";
import { projectSession } from "@/db/queries/sessions";
import { parseEnv } from "@/lib/platform/env";
import type { SessionServices } from "@/lib/sessions/server/ports";
import { sessionModels } from "@/lib/sessions/server/session-models";
import { turnTools } from "@/lib/tools/server/turn-tools";
import { registryOf } from "../outbox-registry";
import { toolDepsOf } from "./tool-deps";

/** What the sessions of the installation stand on. */
export function sessionServices(env: RealtimeEnv, keep: (work: Promise<void>) => void): SessionServices {
  return {
    models: (caller, session) => sessionModels(env, caller, session, keep),
    tools: (caller, session, names, requestId) =>
      turnTools(toolDepsOf(env, caller.proof.tenantId), { caller, session, names, requestId }),
    markDirty: (tenantId, sessionId) => registryOf(env, tenantId).markSession(tenantId, sessionId),
    project: (tenantId, session, messages) => projectSession(tenantDb(parseEnv(env), tenantId), session, messages),
  };
}
