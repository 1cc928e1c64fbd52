import { tenantDb } from "@/db/client";
import { projectSession } from "@/db/queries/sessions";
import { parseEnv } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import type { SessionServices } from "@/lib/sessions/server/ports";

/** What the sessions of the installation stand on. */
export function sessionServices(env: RealtimeEnv): SessionServices {
  return {
    models: () => {
      throw new AppError("unavailable", "No model is configured.");
    },
    tools: async () => ({ status: "ready", tools: { definitions: [], run: async () => "" } }),
    project: (tenantId, session, messages) => projectSession(tenantDb(parseEnv(env), tenantId), session, messages),
  };
}
