import type { ProjectId, TenantId } from "@/lib/platform/ids";
import { KNOWLEDGE_LIMITS, type KnowledgeSearch } from "../protocol";
import { aiSearchFirst } from "./ai-search";
import { knowledgeIndexOf, type SearchBindings } from "./objects";

/** Retrieval over what one project knows. There is no way to ask for another's: the index itself is the project's. */
export function knowledgeOf(env: SearchBindings, tenantId: TenantId, projectId: ProjectId): KnowledgeSearch {
  const index = knowledgeIndexOf(env, tenantId, projectId);
  const own: KnowledgeSearch = {
    search: (query, { limit }) => index.search(tenantId, projectId, query, limit),
  };
  const { AI_SEARCH } = env;
  const search = AI_SEARCH ? aiSearchFirst(AI_SEARCH, env, { tenantId, projectId }, own) : own;
  return {
    search: async (query, { limit }) =>
      search.search(query.slice(0, KNOWLEDGE_LIMITS.queryCharsMax), {
        limit: Math.min(Math.max(limit, 1), KNOWLEDGE_LIMITS.passagesMax),
      }),
  };
}
