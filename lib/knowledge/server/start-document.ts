import * as z from "zod/mini";
import { findProject } from "@/db/queries/projects";
import type { Ctx } from "@/lib/access/ctx";
import { requirePermission } from "@/lib/access/server/require-permission";
import { auditOf } from "@/lib/audit/server/append-audit";
import { KNOWLEDGE_LIMITS } from "../protocol";
import { documentName, ofProject } from "./inputs";
import { documentNotFound, tooLarge } from "./refusals";
import { documentUploadPath } from "./tokens";

export const startDocumentInput = z.strictObject({
  ...ofProject,
  name: documentName,
  size: z.int().check(z.minimum(1)),
});

/** Says where the bytes of a document go: a file, or a text that was pasted. It exists once they are there. */
export async function startDocument(
  ctx: Ctx,
  { project, name, size }: z.infer<typeof startDocumentInput>,
): Promise<{ url: string }> {
  requirePermission(ctx, "project", "manage");
  if (size > KNOWLEDGE_LIMITS.fileBytesMax) throw tooLarge();
  if (!(await findProject(ctx.db, project, ctx.now()))) throw documentNotFound();
  const { actor } = auditOf(ctx, "knowledge.added", project);
  const claims = { tenant: ctx.tenantId, project, actor, requestId: ctx.requestId, name, size };
  return { url: documentUploadPath(ctx.env.TICKET_SECRET, claims, ctx.now()) };
}
