import * as z from "zod/mini";
import { countDocuments, listDocuments as listRows } from "@/db/queries/knowledge";
import { findProject } from "@/db/queries/projects";
import type { Ctx } from "@/lib/access/ctx";
import { requirePermission } from "@/lib/access/server/require-permission";
import { KNOWLEDGE_LIMITS, type DocumentList } from "../protocol";
import { documentView } from "./document-view";
import { documentId, ofProject } from "./inputs";
import { documentNotFound } from "./refusals";

const PAGE = 100;
const { titleCharsMax } = KNOWLEDGE_LIMITS;

export const listDocumentsInput = z.strictObject({
  ...ofProject,
  before: z.optional(documentId),
  /** In the title, the name or the address. */
  find: z.optional(z.string().check(z.trim(), z.maxLength(titleCharsMax))),
});

/** A project's documents, newest first, a page at a time. */
export async function listDocuments(
  ctx: Ctx,
  { project, before, find }: z.infer<typeof listDocumentsInput>,
): Promise<DocumentList> {
  requirePermission(ctx, "project", "manage");
  const [found, rows, counts] = await Promise.all([
    findProject(ctx.db, project, ctx.now()),
    listRows(ctx.db, project, { before: before ?? null, limit: PAGE + 1, text: plain(find) }),
    countDocuments(ctx.db, project),
  ]);
  if (!found) throw documentNotFound();
  const documents = rows.slice(0, PAGE).map(documentView);
  return { documents, counts, at: ctx.now(), next: rows.length > PAGE ? (documents.at(-1)?.id ?? null) : null };
}

/** U+0000 is no text to Postgres. */
function plain(text = ""): string {
  return text.replaceAll("\0", "");
}
