import * as z from "zod/mini";
import { endEvaluationRun, findEvaluationRun, insertEvaluationRun } from "@/db/queries/evaluation-runs";
import { findEvaluationSet } from "@/db/queries/evaluations";
import { findProject } from "@/db/queries/projects";
import { readLivePrompt, readPromptTexts } from "@/db/queries/prompts";
import type { Ctx } from "@/lib/access/ctx";
import { requirePermission } from "@/lib/access/server/require-permission";
import { requireRate } from "@/lib/access/server/require-rate";
import { auditOf } from "@/lib/audit/server/append-audit";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { completeSettings } from "@/lib/projects/core/settings";
import { PLAYGROUND_BOUNDS, type RunView } from "../protocol";
import { modelName, tenantSlug, uuid, versionNumber } from "./inputs";
import { nothingToRun, runIsOn, runNotFound, setNotFound, versionNotFound } from "./refusals";

const HOUR_MS = 3_600_000;

export const startRunInput = z.strictObject({
  tenant: tenantSlug,
  set: uuid,
  /** Null: the project's own. */
  model: modelName,
  /** Null: the version that is live now. */
  version: z.nullable(versionNumber),
  /** Nano US dollars. */
  budget: z.int().check(z.minimum(1), z.maximum(PLAYGROUND_BOUNDS.budgetMax)),
});

/** Asks every case of a set, whoever looks on. What it is asked with stays the same to the end. */
export async function startRun(
  ctx: Ctx,
  { set: setId, model, version, budget }: z.infer<typeof startRunInput>,
): Promise<{ run: { id: string } }> {
  requirePermission(ctx, "project", "manage");
  const set = await findEvaluationSet(ctx.db, setId, 0);
  const project = set && (await findProject(ctx.db, set.projectId, ctx.now()));
  if (!project) throw setNotFound();
  const rate = { max: PLAYGROUND_BOUNDS.runsPerHour, windowMs: HOUR_MS };
  await requireRate(ctx.env, `evaluation:${ctx.tenantId}`, rate, ctx.now());
  const [prompt, house] = await Promise.all([promptOf(ctx, project.id, version), readLivePrompt(ctx.db, null)]);
  const id = newId();
  const order = { id, setId, model, promptNumber: prompt.number, houseNumber: house?.number ?? 0, budget };
  const made = await insertEvaluationRun(
    ctx.db,
    { ...order, createdBy: ctx.actor.person },
    ctx.now(),
    auditOf(ctx, "evaluation_run.started", setId, { run: id, model, prompt: prompt.number }),
  );
  if (made === "missing") throw setNotFound();
  if (made !== "done") throw made === "empty" ? nothingToRun() : runIsOn();
  const { tenantId } = ctx;
  const { language } = completeSettings(project.settings);
  const what = { projectId: project.id, run: id, language, model, instructions: prompt.text };
  try {
    await ctx.objects.evaluationRun(tenantId, id).begin({ tenantId, person: ctx.actor.person, ...what });
  } catch (cause) {
    await endEvaluationRun(ctx.db, id, { state: "failed", fault: "interrupted" }, ctx.now());
    throw new AppError("unavailable", "The run could not begin. Try again in a moment.", { cause });
  }
  return { run: { id } };
}

export const runInput = z.strictObject({ tenant: tenantSlug, run: uuid });

/** Asks no more cases; those that are being asked come to their end. One that has ended stays as it is. */
export async function cancelRun(ctx: Ctx, { run }: z.infer<typeof runInput>): Promise<{ cancelled: boolean }> {
  requirePermission(ctx, "project", "manage");
  if (!(await findEvaluationRun(ctx.db, run))) throw runNotFound();
  return { cancelled: await endEvaluationRun(ctx.db, run, { state: "cancelled", fault: null }, ctx.now()) };
}

/** How far a run is, and what each case came to. */
export async function showRun(ctx: Ctx, { run }: Pick<z.infer<typeof runInput>, "run">): Promise<RunView> {
  requirePermission(ctx, "project", "manage");
  const found = await findEvaluationRun(ctx.db, run);
  if (!found) throw runNotFound();
  return found;
}

async function promptOf(
  ctx: Ctx,
  project: Parameters<typeof readLivePrompt>[1],
  version: number | null,
): Promise<{ number: number; text: string }> {
  const live = await readLivePrompt(ctx.db, project);
  if (!live) throw setNotFound();
  if (version === null || version === live.number) return live;
  if (version === 0) return { number: 0, text: "" };
  const [found] = await readPromptTexts(ctx.db, project, [version]);
  if (!found) throw versionNotFound();
  return found;
}
