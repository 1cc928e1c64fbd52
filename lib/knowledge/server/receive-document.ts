import { markDocument, saveDocuments } from "@/db/queries/knowledge";
import { AppError } from "@/lib/platform/errors";
import { type DocumentId, newId } from "@/lib/platform/ids";
import { documentKind } from "../core/document-kind";
import { sourceOfName } from "../core/source";
import { UNREADABLE } from "../core/unreadable";
import { type DocumentView, KNOWLEDGE_LIMITS } from "../protocol";
import { type KnowledgeDeps, knowledgeKey, startReading } from "./deps";
import { documentView } from "./document-view";
import { hashOf } from "./hash";
import { tooManyDocuments } from "./refusals";
import type { UploadClaims } from "./tokens";

/**
 * Takes the bytes of a document, keeps them, and has them read. Of a name that is known it is the next version; the same
 * bytes again change nothing. What cannot be read at all is refused at once.
 */
export async function receiveDocument(
  deps: KnowledgeDeps,
  { tenant, project, actor, requestId, name, size }: UploadClaims,
  request: Request,
): Promise<{ document: DocumentView }> {
  const bytes = await readBody(request, size);
  const kind = documentKind(bytes, name);
  if (kind === null) throw new AppError("unsupported_media_type", UNREADABLE.wrong_type);
  const wish = {
    id: newId<DocumentId>(),
    source: sourceOfName(name),
    name,
    kind,
    url: null,
    bytes: bytes.length,
    sha256: await hashOf(bytes),
    createdBy: null,
  };
  const audit = { actor, action: "knowledge.added", target: project, data: { name }, requestId } as const;
  const at = { nowMs: deps.now(), max: KNOWLEDGE_LIMITS.documentsMax };
  const [row] = await saveDocuments(deps.db, project, [wish], at, audit);
  if (!row) throw tooManyDocuments();
  if (row.state === "ready") return { document: documentView(row) };
  const { id: document, version } = row;
  try {
    await deps.bindings.FILES.put(knowledgeKey.original(tenant, project, document), bytes);
    await startReading(deps, { tenant, project, document, version });
  } catch (error) {
    const lost = { state: "failed", error: { code: "lost", message: UNREADABLE.lost } } as const;
    await markDocument(deps.db, project, { id: document, version }, lost, deps.now());
    throw error;
  }
  return { document: documentView(row) };
}

/** The body, exactly as long as was promised and never more of it in memory. */
async function readBody(request: Request, size: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(size);
  let filled = 0;
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = request.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    if (filled + value.byteLength > size) {
      await reader.cancel();
      throw wrongSize(size);
    }
    bytes.set(value, filled);
    filled += value.byteLength;
  }
  if (filled !== size) throw wrongSize(size);
  return bytes;
}

function wrongSize(size: number): AppError {
  return new AppError("invalid_request", `This upload has exactly ${size} bytes.`, { param: "size" });
}
