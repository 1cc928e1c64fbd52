import type { ProjectId, TenantId } from "@/lib/platform/ids";
import { KNOWLEDGE_LIMITS, type KnowledgeSearch } from "../protocol";
import { type KnowledgeBindings, knowledgeIndexOf } from "./objects";

/** Retrieval over what one project knows. There is no way to ask for another's: the index itself is the project's. */
export function knowledgeOf(env: KnowledgeBindings, tenantId: TenantId, projectId: ProjectId): KnowledgeSearch {
  return {
    search: async (query, { limit }) =>
      knowledgeIndexOf(env, tenantId, projectId).search(
        tenantId,
        projectId,
        query.slice(0, KNOWLEDGE_LIMITS.queryCharsMax),
        Math.min(Math.max(limit, 1), KNOWLEDGE_LIMITS.passagesMax),
      ),
  };
}
