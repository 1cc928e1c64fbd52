import * as z from "zod/mini";
import { readPromptTexts } from "@/db/queries/prompts";
import { findProject } from "@/db/queries/projects";
import type { Ctx } from "@/lib/access/ctx";
import { requirePermission } from "@/lib/access/server/require-permission";
import { requireRate } from "@/lib/access/server/require-rate";
import { completeSettings } from "@/lib/projects/core/settings";
import { PROJECT_BOUNDS } from "@/lib/projects/protocol";
import { projectNotFound } from "@/lib/projects/server/project-refusals";
import { PLAYGROUND_BOUNDS, type TrialAsk } from "../protocol";
import { modelName, projectId, question, tenantSlug, uuid, versionNumber } from "./inputs";
import { versionNotFound } from "./refusals";

const HOUR_MS = 3_600_000;

export const askTrialInput = z.strictObject({
  tenant: tenantSlug,
  project: projectId,
  /** Of the caller's own; a new one begins a new conversation. */
  conversation: uuid,
  id: uuid,
  text: question,
  /** Null: the project's own. */
  model: modelName,
  /** Absent: the live one. */
  version: z.optional(versionNumber),
  /** A text that nobody saved, in place of a version. */
  draft: z.optional(z.string().check(z.maxLength(PROJECT_BOUNDS.instructionsCharsMax))),
});

/** Asks an assistant as a visitor would. The answer is a stream of `TrialEvent`s, the last one how it came about. */
export async function askTrial(ctx: Ctx, input: z.infer<typeof askTrialInput>): Promise<Response> {
  requirePermission(ctx, "project", "manage");
  const { project: projectIdAsked, conversation, id, text, model, version, draft } = input;
  const project = await findProject(ctx.db, projectIdAsked, ctx.now());
  if (!project) throw projectNotFound();
  const { person } = ctx.actor;
  const rate = { max: PLAYGROUND_BOUNDS.asksPerHour, windowMs: HOUR_MS };
  await requireRate(ctx.env, `trial:${ctx.tenantId}:${person}`, rate, ctx.now());
  const instructions = draft ?? (version === undefined ? null : await textOf(ctx, project.id, version));
  const ask: TrialAsk = {
    ...{ tenantId: ctx.tenantId, projectId: project.id, person, conversation, id, text, model, instructions },
    language: completeSettings(project.settings).language,
  };
  const request = new Request("https://object/trial", { method: "POST", body: JSON.stringify(ask) });
  const answer = await ctx.objects.trial(ctx.tenantId, person, conversation).fetch(request);
  return new Response(answer.body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      "x-content-type-options": "nosniff",
      "x-request-id": ctx.requestId,
    },
  });
}

export const forgetTrialInput = z.strictObject({ tenant: tenantSlug, project: projectId, conversation: uuid });

/** Forgets a test conversation of the caller's own; one that is not there is forgotten already. */
export async function forgetTrial(
  ctx: Ctx,
  { conversation }: z.infer<typeof forgetTrialInput>,
): Promise<{ forgotten: true }> {
  requirePermission(ctx, "project", "manage");
  await ctx.objects.trial(ctx.tenantId, ctx.actor.person, conversation).forget(ctx.tenantId);
  return { forgotten: true };
}

async function textOf(ctx: Ctx, project: TrialAsk["projectId"], version: number): Promise<string> {
  if (version === 0) return "";
  const [found] = await readPromptTexts(ctx.db, project, [version]);
  if (!found) throw versionNotFound();
  return found.text;
}
