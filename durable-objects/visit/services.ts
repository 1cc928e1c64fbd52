import { tenantDb } from "@/db/client";
import { projectConversation } from "@/db/queries/conversations";
import type { VisitServices } from "@/lib/assistant/server/ports";
import { projectModels } from "@/lib/assistant/server/project-models";
import { turnGuard } from "@/lib/assistant/server/turn-guard";
import { CONFIDENCE_MIN } from "@/lib/knowledge/core/confidence";
import { knowledgeOf } from "@/lib/knowledge/server/search";
import { parseEnv } from "@/lib/platform/env";
import { projectFactsById } from "@/lib/projects/server/project-facts";
import { registryOf } from "../outbox-registry";
import { JOIN_MS } from "./deltas";

/** What the conversations of the installation stand on. `tags`: what their calls are recorded under. */
export function visitServices(
  env: RealtimeEnv,
  keep: (work: Promise<void>) => void,
  tags: readonly string[] = [],
): VisitServices {
  return {
    now: () => Date.now(),
    guard: turnGuard(),
    confidenceMin: CONFIDENCE_MIN,
    joinMs: JOIN_MS,
    facts: (tenantId, projectId) => projectFactsById(parseEnv(env), tenantId, projectId),
    knowledge: (tenantId, projectId) => knowledgeOf(env, tenantId, projectId),
    models: (facts, conversationId, visitorId) => projectModels(env, facts, { conversationId, visitorId, tags, keep }),
    project: (tenantId, conversation, messages) =>
      projectConversation(tenantDb(parseEnv(env), tenantId), conversation, messages),
    mark: (tenantId, conversationId, projectId, dueAt) =>
      registryOf(env, tenantId).markVisit(tenantId, conversationId, projectId, dueAt),
    archive: {
      put: async (key, json) => {
        await env.FILES.put(key, json, { httpMetadata: { contentType: "application/json" } });
      },
      delete: (key) => env.FILES.delete(key),
    },
  };
}
