/**
 * The steps of reading a document. Each may be repeated, and each stops when the document is gone or has a newer version.
 */
import { findDocument, markDocument } from "@/db/queries/knowledge";
import { chunksOf } from "../core/chunks";
import type { PlainDocument } from "../core/plain";
import { Unreadable, type UnreadableCode, UNREADABLE } from "../core/unreadable";
import { type DocumentKind, KNOWLEDGE_LIMITS } from "../protocol";
import { type KnowledgeDeps, knowledgeKey, type ReadingParams } from "./deps";
import { knowledgeIndexOf } from "./objects";
import { readDocument } from "./read-document";

export type StepEnd = "done" | "over";

type Extracted =
  | { end: "done"; kind: DocumentKind; title: string }
  | { end: "over" }
  | { end: "unreadable"; code: UnreadableCode };

/** Reads the original, and leaves its text beside it. */
export async function extractDocument(deps: KnowledgeDeps, params: ReadingParams): Promise<Extracted> {
  const { tenant, project, document } = params;
  const row = await findDocument(deps.db, project, document);
  if (row?.version !== params.version) return { end: "over" };
  await mark(deps, params, { state: "reading" });
  const { FILES } = deps.bindings;
  try {
    const original = await FILES.get(knowledgeKey.original(tenant, project, document));
    if (!original) throw new Unreadable("lost");
    if (original.size > KNOWLEDGE_LIMITS.fileBytesMax) throw new Unreadable("too_large");
    const read = await readDocument(new Uint8Array(await original.arrayBuffer()), row.url ?? row.name, deps.now);
    const customMetadata = { version: String(params.version) };
    await FILES.put(knowledgeKey.plain(tenant, project, document), JSON.stringify(read.plain), { customMetadata });
    const title = (read.plain.title ?? row.name).slice(0, KNOWLEDGE_LIMITS.titleCharsMax);
    return { end: "done", kind: read.kind, title };
  } catch (error) {
    if (error instanceof Unreadable) return { end: "unreadable", code: error.code };
    throw error;
  }
}

/** Cuts the text into chunks and puts them into the project's index, in the place of the earlier version. */
export async function indexDocument(
  deps: KnowledgeDeps,
  params: ReadingParams,
  title: string,
): Promise<{ end: StepEnd; chunks: number }> {
  const { tenant, project, document, version } = params;
  const row = await findDocument(deps.db, project, document);
  if (row?.version !== version) {
    await sweepIfGone(deps, params);
    return { end: "over", chunks: 0 };
  }
  await mark(deps, params, { state: "indexing" });
  const kept = await deps.bindings.FILES.get(knowledgeKey.plain(tenant, project, document));
  if (!kept) throw new Error("The text of the document is not there.");
  const chunks = chunksOf(await kept.json<PlainDocument>());
  const index = knowledgeIndexOf(deps.bindings, tenant, project);
  const put = await index.put(tenant, project, { id: document, version, title, url: row.url, chunks });
  if (put === "stale") await sweepIfGone(deps, params);
  return { end: put === "done" ? "done" : "over", chunks: chunks.length };
}

/** Has vectors made for some of its chunks. Answers how many are left. */
export function fillVectors(
  { bindings }: KnowledgeDeps,
  { tenant, project, document }: ReadingParams,
): Promise<number> {
  return knowledgeIndexOf(bindings, tenant, project).fill(tenant, project, document);
}

export async function finishDocument(
  deps: KnowledgeDeps,
  params: ReadingParams,
  facts: { title: string; kind: DocumentKind; chunks: number },
): Promise<void> {
  await mark(deps, params, { state: "ready", ...facts });
}

export async function failDocument(deps: KnowledgeDeps, params: ReadingParams, code: UnreadableCode): Promise<void> {
  await mark(deps, params, { state: "failed", error: { code, message: UNREADABLE[code] } });
}

function mark(
  { db, now }: KnowledgeDeps,
  { project, document: id, version }: ReadingParams,
  change: Parameters<typeof markDocument>[3],
): Promise<boolean> {
  return markDocument(db, project, { id, version }, change, now());
}

/** What was deleted while it was being read leaves nothing behind. */
async function sweepIfGone(deps: KnowledgeDeps, { tenant, project, document }: ReadingParams): Promise<void> {
  if ((await findDocument(deps.db, project, document)) !== null) return;
  await deps.bindings.FILES.delete([
    knowledgeKey.original(tenant, project, document),
    knowledgeKey.plain(tenant, project, document),
  ]);
}
