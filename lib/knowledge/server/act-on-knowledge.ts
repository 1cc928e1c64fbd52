import { deleteDocument, findDocument, renewDocument, saveDocuments } from "@/db/queries/knowledge";
import { type DocumentId, newId } from "@/lib/platform/ids";
import { projectFactsById } from "@/lib/projects/server/project-facts";
import { sourceOfUrl } from "../core/source";
import { type DocumentView, KNOWLEDGE_LIMITS, type Retrieval } from "../protocol";
import { unshareDocument, unshareProject } from "./ai-search-items";
import { type KnowledgeDeps, knowledgeKey, startReading } from "./deps";
import { documentView } from "./document-view";
import { findPages } from "./find-pages";
import { knowledgeIndexOf } from "./objects";
import { documentNotFound, tooManyDocuments } from "./refusals";
import { knowledgeOf } from "./search";
import type { ActClaims, KnowledgeAct } from "./tokens";

export type ActAnswer =
  | { document: DocumentView }
  | { deleted: true }
  | { pages: number; cut: boolean }
  | { retrieval: Retrieval };

type Place = Omit<ActClaims, "does">;

/** One thing that an administrator does with a project's knowledge, where its documents lie. */
export function actOnKnowledge(deps: KnowledgeDeps, { does, ...place }: ActClaims): Promise<ActAnswer> {
  switch (does.act) {
    case "crawl":
      return crawl(deps, place, does);
    case "retry":
      return retry(deps, place, does.document);
    case "delete":
      return remove(deps, place, does.document);
    case "search":
      return search(deps, place, does);
    case "erase":
      return erase(deps, place);
    default:
      return does satisfies never;
  }
}

async function search(
  { bindings }: KnowledgeDeps,
  { tenant, project }: Place,
  { query, limit }: Extract<KnowledgeAct, { act: "search" }>,
): Promise<ActAnswer> {
  return { retrieval: await knowledgeOf(bindings, tenant, project).search(query, { limit }) };
}

/** Pages become documents that wait, so that the list shows at once what is to come. */
async function crawl(
  deps: KnowledgeDeps,
  { tenant, project, actor, requestId }: Place,
  { url }: { url: string },
): Promise<ActAnswer> {
  const facts = await projectFactsById(deps.env, tenant, project);
  if (!facts) throw documentNotFound();
  const { origins } = facts;
  const { pages, waitSeconds, cut } = await findPages(deps, url, origins);
  const wishes = pages.map((page) => ({
    id: newId<DocumentId>(),
    source: sourceOfUrl(page),
    name: nameOfPage(page),
    kind: "html" as const,
    url: page,
    bytes: 0,
    sha256: null,
    createdBy: null,
  }));
  const audit = {
    actor,
    action: "knowledge.crawled",
    target: project,
    data: { url, pages: pages.length },
    requestId,
  } as const;
  const at = { nowMs: deps.now(), max: KNOWLEDGE_LIMITS.documentsMax };
  const rows = await saveDocuments(deps.db, project, wishes, at, audit);
  if (rows.length === 0) throw tooManyDocuments();
  const waiting = rows.flatMap(({ id, version, url: address }) =>
    address === null ? [] : [{ document: id, version, url: address }],
  );
  await deps.bindings.CRAWL_SITE.create({
    id: `crawl-${crypto.randomUUID()}`,
    params: { tenant, project, origins, pages: waiting, waitSeconds },
  });
  return { pages: waiting.length, cut };
}

/** Reads a document once more: a page is fetched anew. */
async function retry(deps: KnowledgeDeps, { tenant, project }: Place, document: DocumentId): Promise<ActAnswer> {
  const renewed = await renewDocument(deps.db, project, document, deps.now());
  if (!renewed) throw documentNotFound();
  const { url, version } = renewed.document;
  if (url === null) {
    await startReading(deps, { tenant, project, document, version });
  } else {
    const origins = (await projectFactsById(deps.env, tenant, project))?.origins ?? [];
    const params = { tenant, project, origins, pages: [{ document, version, url }], waitSeconds: 1 };
    await deps.bindings.CRAWL_SITE.create({ id: `page-${crypto.randomUUID()}`, params });
  }
  return { document: documentView(renewed.document) };
}

/** The index forgets first: from this answer on, and when anything after it fails, no passage of it is found. */
async function remove(
  deps: KnowledgeDeps,
  { tenant, project, actor, requestId }: Place,
  document: DocumentId,
): Promise<ActAnswer> {
  const row = await findDocument(deps.db, project, document);
  if (!row) throw documentNotFound();
  await knowledgeIndexOf(deps.bindings, tenant, project).delete(tenant, project, document);
  await unshareDocument(deps, { tenant, project }, document);
  const audit = { actor, action: "knowledge.deleted", target: document, data: { name: row.name }, requestId } as const;
  await deleteDocument(deps.db, project, document, audit);
  await deps.bindings.FILES.delete([
    knowledgeKey.original(tenant, project, document),
    knowledgeKey.plain(tenant, project, document),
  ]);
  return { deleted: true };
}

/** Of a whole project, which is about to be deleted. */
async function erase(deps: KnowledgeDeps, { tenant, project }: Place): Promise<ActAnswer> {
  const { bindings } = deps;
  await knowledgeIndexOf(bindings, tenant, project).erase(tenant, project);
  await unshareProject(deps, { tenant, project });
  for (;;) {
    const { objects, truncated } = await bindings.FILES.list({ prefix: knowledgeKey.ofProject(tenant, project) });
    if (objects.length > 0) await bindings.FILES.delete(objects.map(({ key }) => key));
    if (!truncated) return { deleted: true };
  }
}

function nameOfPage(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`.slice(0, KNOWLEDGE_LIMITS.titleCharsMax);
}
