import type { ProjectId, TenantId } from "@/lib/platform/ids";
import { errorFacts, log } from "@/lib/platform/log";
import { withTimeout } from "@/lib/platform/with-timeout";
import { aiSearchFolder, documentOfKey } from "../core/ai-search-key";
import type { PlainDocument } from "../core/plain";
import type { KnowledgeSearch, NamedPassage, Retrieval } from "../protocol";
import { knowledgeKey } from "./deps";
import { knowledgeIndexOf, type SearchBindings } from "./objects";

/** A visitor waits: the project's own index answers within milliseconds. */
const WAIT_MS = 3_000;
/** More than are asked for, since some may be dropped. */
const SPARE = 4;

type Chunks = AiSearchSearchResponse["chunks"];

/**
 * Retrieval by Cloudflare AI Search. Its filter keeps to the project's folder, and nothing is believed because of it: a
 * passage counts when its key is of this project, it stands word for word in the text that was read of the document, and
 * the project's own index knows that document in that version. Where that leaves nothing, `own` answers, and the log says why.
 */
export function aiSearchFirst(
  instance: Pick<AiSearchInstance, "search">,
  env: SearchBindings,
  { tenantId, projectId }: { tenantId: TenantId; projectId: ProjectId },
  own: KnowledgeSearch,
): KnowledgeSearch {
  const instead = (reason: string, facts: Record<string, string | number> = {}) =>
    log({ event: "knowledge.ai_search_failed", level: "warn", tenantId, projectId, reason, ...facts });
  return {
    search: async (query, options) => {
      const began = Date.now();
      let chunks: Chunks;
      try {
        const ask = askOf(query, aiSearchFolder(tenantId, projectId), options.limit + SPARE);
        ({ chunks } = await withTimeout(instance.search(ask), WAIT_MS));
      } catch (error) {
        instead("unavailable", errorFacts(error));
        return own.search(query, options);
      }
      const named = chunks.map((chunk) => ({ chunk, document: documentOfKey(chunk.item.key, tenantId, projectId) }));
      const foreign = named.filter(({ document }) => document === null).length;
      if (foreign > 0) instead("foreign", { foreign });
      const found = await verbatimIn(env, tenantId, projectId, named);
      const index = knowledgeIndexOf(env, tenantId, projectId);
      const retrieval = await index.attest(tenantId, projectId, query, found.slice(0, options.limit));
      if (retrieval.passages.length > 0) return { ...retrieval, ms: Date.now() - began } satisfies Retrieval;
      instead("nothing", { dropped: chunks.length });
      return own.search(query, options);
    },
  };
}

/** No answers of others' questions out of a cache, and no model that rewrites what was asked. */
function askOf(query: string, folder: string, results: number): AiSearchSearchRequest {
  return {
    query,
    ai_search_options: {
      retrieval: { filters: { folder: { $eq: folder } }, max_num_results: results, return_on_failure: false },
      query_rewrite: { enabled: false },
      cache: { enabled: false },
    },
  };
}

/** Passages that stand in their document as they came, with their places. */
async function verbatimIn(
  { FILES }: SearchBindings,
  tenantId: TenantId,
  projectId: ProjectId,
  named: readonly { chunk: Chunks[number]; document: ReturnType<typeof documentOfKey> }[],
): Promise<NamedPassage[]> {
  const texts = new Map<string, Promise<{ text: string; version: number } | null>>();
  const textOf = async (key: string) => {
    const kept = await FILES.get(key);
    const version = Number(kept?.customMetadata?.version);
    return kept && Number.isInteger(version) ? { text: (await kept.json<PlainDocument>()).text, version } : null;
  };
  const found = named.map(async ({ chunk, document: documentId }): Promise<NamedPassage[]> => {
    const text = chunk.text.trim();
    if (documentId === null || text === "") return [];
    const key = knowledgeKey.plain(tenantId, projectId, documentId);
    const reading = texts.get(key) ?? textOf(key);
    texts.set(key, reading);
    const plain = await reading;
    const start = plain?.text.indexOf(text) ?? -1;
    if (!plain || start < 0) return [];
    const { keyword_rank: words = null, vector_rank: vectors = null } = chunk.scoring_details ?? {};
    const place = { documentId, version: plain.version, text, start, end: start + text.length };
    return [{ ...place, score: chunk.score, ranks: { words, vectors } }];
  });
  return (await Promise.all(found)).flat();
}
