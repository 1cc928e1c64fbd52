import * as z from "zod/mini";
import { findProject } from "@/db/queries/projects";
import type { SessionCtx } from "@/lib/access/server/session-ctx";
import { requirePermission } from "@/lib/access/server/require-permission";
import { requireRate } from "@/lib/access/server/require-rate";
import type { ProjectId } from "@/lib/platform/ids";
import { KNOWLEDGE_LIMITS } from "../protocol";
import type { ActAnswer } from "./act-on-knowledge";
import { callKnowledge } from "./call-knowledge";
import { documentId, ofProject } from "./inputs";
import { documentNotFound } from "./refusals";
import type { KnowledgeAct } from "./tokens";

const CRAWL_RATE = { max: 10, windowMs: 60 * 60_000 };
const SHOWN = 10;

export const crawlInput = z.strictObject({ ...ofProject, url: z.url().check(z.maxLength(2_000)) });
export const documentInput = z.strictObject({ ...ofProject, document: documentId });
export const searchInput = z.strictObject({
  ...ofProject,
  query: z.string().check(z.minLength(1), z.maxLength(KNOWLEDGE_LIMITS.queryCharsMax)),
});

/** Reads the pages that a sitemap of the project's own site names. */
export async function crawlSite(ctx: SessionCtx, { project, url }: z.infer<typeof crawlInput>): Promise<ActAnswer> {
  requirePermission(ctx, "project", "manage");
  await requireRate(ctx.env, `crawl:${ctx.tenantId}`, CRAWL_RATE, ctx.now());
  return act(ctx, project, { act: "crawl", url });
}

/** Reads a document once more. */
export function retryDocument(ctx: SessionCtx, input: z.infer<typeof documentInput>): Promise<ActAnswer> {
  return act(ctx, input.project, { act: "retry", document: input.document });
}

/** Forgets a document. From the answer on, no passage of it is found. */
export function deleteDocument(ctx: SessionCtx, input: z.infer<typeof documentInput>): Promise<ActAnswer> {
  return act(ctx, input.project, { act: "delete", document: input.document });
}

/** What the assistant would be given for a question, with the scores. */
export function trySearch(ctx: SessionCtx, { project, query }: z.infer<typeof searchInput>): Promise<ActAnswer> {
  return act(ctx, project, { act: "search", query, limit: SHOWN });
}

/** Forgets everything that a project knows. For one that is being deleted: its rows go with it. */
export async function eraseKnowledge(ctx: SessionCtx, project: ProjectId): Promise<void> {
  await act(ctx, project, { act: "erase" });
}

async function act(ctx: SessionCtx, project: ProjectId, does: KnowledgeAct): Promise<ActAnswer> {
  requirePermission(ctx, "project", "manage");
  if (!(await findProject(ctx.db, project, ctx.now()))) throw documentNotFound();
  return callKnowledge(ctx, project, does);
}
