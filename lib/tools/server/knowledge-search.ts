import * as z from "zod/mini";
import { findProject } from "@/db/queries/projects";
import { KNOWLEDGE_LIMITS } from "@/lib/knowledge/protocol";
import { boundOf } from "@/lib/knowledge/server/bound-of";
import { isUuid, type ProjectId } from "@/lib/platform/ids";
import { completeSettings } from "@/lib/projects/core/settings";
import { defineTool, ToolError } from "./tool";

const TIMEOUT_MS = 10_000;
const PASSAGES = 6;
const PASSAGES_MAX = 10;

const passage = z.object({
  /** `[1]` in an answer may stand for it. */
  n: z.number(),
  document_id: z.string(),
  version: z.number(),
  title: z.string(),
  url: z.nullable(z.string()),
  headings: z.array(z.string()),
  /** Verbatim: the document's text from `start` to `end`, in UTF-16 units. */
  text: z.string(),
  start: z.number(),
  end: z.number(),
  score: z.number(),
});

/** Looks into what one assistant of the tenant knows. A foreign project and a missing one are the same. */
export const knowledgeSearch = defineTool({
  name: "knowledge_search",
  description:
    "Searches the documents of one assistant, named by its project's id, and answers passages with their source. " +
    "Where `answerable` is false, the documents do not say it.",
  destructive: false,
  scope: null,
  timeoutMs: TIMEOUT_MS,
  input: z.strictObject({
    project: z.uuid(),
    query: z.string().check(z.minLength(1), z.maxLength(KNOWLEDGE_LIMITS.queryCharsMax)),
    limit: z.optional(z.int().check(z.minimum(1), z.maximum(PASSAGES_MAX))),
  }),
  output: z.object({ answerable: z.boolean(), confidence: z.number(), passages: z.array(passage) }),
  run: async (deps, _call, { project, query, limit = PASSAGES }) => {
    const id = project as ProjectId;
    const row = isUuid(id) ? await findProject(deps.db, id, deps.now()) : null;
    if (!row) throw new ToolError("not_found", "There is no such project.");
    const { passages, confidence } = await deps.knowledge(id).search(query, { limit });
    return {
      answerable: passages.length > 0 && confidence >= boundOf(completeSettings(row.settings)),
      confidence,
      passages: passages.map(({ documentId, version, title, url, headings, text, start, end, score }, at) => ({
        ...{ n: at + 1, document_id: documentId, version, title, url, headings, text, start, end, score },
      })),
    };
  },
});
