/** Documents in a Cloudflare AI Search instance, where one is bound: the text that was read of each, in its project's folder. */
import { findDocument } from "@/db/queries/knowledge";
import type { DocumentId, ProjectId, TenantId } from "@/lib/platform/ids";
import { aiSearchFolder, aiSearchKey } from "../core/ai-search-key";
import type { PlainDocument } from "../core/plain";
import { type KnowledgeDeps, knowledgeKey, type ReadingParams } from "./deps";

const PAGE = 50;

type Place = { tenant: TenantId; project: ProjectId };

/** A step of a reading: puts this version in the place of the one before. */
export async function shareDocument(
  deps: Pick<KnowledgeDeps, "bindings" | "db">,
  { tenant, project, document, version }: ReadingParams,
): Promise<void> {
  const { FILES, AI_SEARCH } = deps.bindings;
  const kept = await FILES.get(knowledgeKey.plain(tenant, project, document));
  if (!AI_SEARCH || !kept) return;
  const { text } = await kept.json<PlainDocument>();
  const isCurrent = async () => (await findDocument(deps.db, project, document))?.version === version;
  if (!(await isCurrent())) return;
  await AI_SEARCH.items.upload(aiSearchKey(tenant, project, document), text);
  // Deleted meanwhile: the deletion may have looked before this came.
  if ((await findDocument(deps.db, project, document)) === null)
    await unshareDocument(deps, { tenant, project }, document);
}

/** @throws when the instance does not answer: what is to be forgotten is not forgotten before. */
export async function unshareDocument(
  { bindings: { AI_SEARCH } }: Pick<KnowledgeDeps, "bindings">,
  { tenant, project }: Place,
  document: DocumentId,
): Promise<void> {
  if (!AI_SEARCH) return;
  const key = aiSearchKey(tenant, project, document);
  const { result } = await AI_SEARCH.items.list({ key });
  for (const item of result) if (item.key === key) await AI_SEARCH.items.delete(item.id);
}

/** All of a project that is about to be deleted. */
export async function unshareProject(
  { bindings: { AI_SEARCH } }: Pick<KnowledgeDeps, "bindings">,
  { tenant, project }: Place,
): Promise<void> {
  if (!AI_SEARCH) return;
  const folder = aiSearchFolder(tenant, project);
  for (let page = 1; ;) {
    const { result } = await AI_SEARCH.items.list({ search: folder, page, per_page: PAGE });
    const own = result.filter(({ key }) => key.startsWith(folder));
    for (const { id } of own) await AI_SEARCH.items.delete(id);
    if (result.length < PAGE) return;
    // Those behind move up into the place of those that are gone.
    if (own.length === 0) page++;
  }
}
