import { findDocument, markDocument } from "@/db/queries/knowledge";
import { type UnreadableCode, UNREADABLE } from "../core/unreadable";
import { KNOWLEDGE_LIMITS } from "../protocol";
import { type CrawlParams, type KnowledgeDeps, knowledgeKey, startReading } from "./deps";
import { isOn } from "./find-pages";
import { hashOf } from "./hash";

const TIMEOUT_MS = 20_000;
const TYPES = [
  "text/html",
  "application/xhtml+xml",
  "text/plain",
  "text/markdown",
  "application/pdf",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
];

/** Fetches one page of a crawl and has it read, unless it is the same as it was. A step: it may be repeated. */
export async function fetchPage(
  deps: KnowledgeDeps,
  { tenant, project, origins }: Pick<CrawlParams, "tenant" | "project" | "origins">,
  { document, version, url }: CrawlParams["pages"][number],
): Promise<void> {
  const row = await findDocument(deps.db, project, document);
  if (row?.version !== version || row.state !== "waiting") return;
  const place = { id: document, version };
  const fail = (code: UnreadableCode) =>
    markDocument(deps.db, project, place, { state: "failed", error: { code, message: UNREADABLE[code] } }, deps.now());
  const wish = { url, types: TYPES, bytesMax: KNOWLEDGE_LIMITS.fileBytesMax, timeoutMs: TIMEOUT_MS };
  const answer = await deps.egress(wish);
  if (answer.status === "refused") return void (await fail(answer.reason === "type" ? "wrong_type" : "unreachable"));
  if (!isOn(answer.url, origins)) return void (await fail("elsewhere"));
  if (answer.cut) return void (await fail("too_large"));
  const sha256 = await hashOf(answer.body);
  if (sha256 === row.sha256 && row.chunks > 0) {
    await markDocument(deps.db, project, place, { state: "ready" }, deps.now());
    return;
  }
  await deps.bindings.FILES.put(knowledgeKey.original(tenant, project, document), answer.body);
  await markDocument(deps.db, project, place, { state: "waiting", bytes: answer.body.length, sha256 }, deps.now());
  await startReading(deps, { tenant, project, document, version });
}
