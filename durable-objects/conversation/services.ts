import { tenantDb } from "@/db/client";
import { projectSession } from "@/db/queries/sessions";
import { parseEnv } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import type { SessionServices } from "@/lib/sessions/server/ports";
import { turnTools } from "@/lib/tools/server/turn-tools";
import { toolDepsOf } from "./tool-deps";

/** What the sessions of the installation stand on. */
export function sessionServices(env: RealtimeEnv): SessionServices {
  return {
    models: () => {
      throw new AppError("unavailable", "No model is configured.");
    },
    tools: (caller, session, names, requestId) =>
      turnTools(toolDepsOf(env, caller.proof.tenantId), { caller, session, names, requestId }),
    project: (tenantId, session, messages) => projectSession(tenantDb(parseEnv(env), tenantId), session, messages),
  };
}
