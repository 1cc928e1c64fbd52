import { findProject, listProjects } from "@/db/queries/projects";
import { listLivePrompts, listPromptVersions, readLivePrompt, readPromptTexts } from "@/db/queries/prompts";
import type { Ctx } from "@/lib/access/ctx";
import { requirePermission } from "@/lib/access/server/require-permission";
import { PROJECT_BOUNDS } from "@/lib/projects/protocol";
import { promptDiff } from "../core/prompt-diff";
import {
  PLAYGROUND_BOUNDS,
  type PromptPage,
  type PromptPlace,
  type PromptSummary,
  type PromptVersion,
} from "../protocol";
import { promptNotFound } from "./refusals";

/** Nobody ever wrote anything: the version before the first. */
const NOTHING: PromptVersion = { number: 0, note: "", from: null, author: null, createdAt: 0, chars: 0 };

/** Every place that has a prompt: the tenant's own first, then its assistants. */
export async function listPrompts(ctx: Ctx): Promise<PromptSummary[]> {
  requirePermission(ctx, "project", "manage");
  const [live, projects] = await Promise.all([
    listLivePrompts(ctx.db),
    listProjects(ctx.db, ctx.now(), PROJECT_BOUNDS.projectsMax),
  ]);
  const of = (projectId: string | null) => live.find((one) => one.projectId === projectId) ?? NOTHING;
  return [
    { place: "house", name: null, live: of(null) },
    ...projects.map(({ id, name }) => ({ place: id, name, live: of(id) })),
  ];
}

/** A place's prompt with its versions, and two of them compared: the ones that were asked for, or the newest two. */
export async function showPrompt(
  ctx: Ctx,
  place: PromptPlace,
  wish: { from: number | null; until: number | null },
): Promise<PromptPage> {
  requirePermission(ctx, "project", "manage");
  const project = place === "house" ? null : place;
  const [live, versions, name] = await Promise.all([
    readLivePrompt(ctx.db, project),
    listPromptVersions(ctx.db, project, PLAYGROUND_BOUNDS.versionsShown),
    namePrompt(ctx, place),
  ]);
  if (!live) throw promptNotFound();
  const known = (number: number | null) => number !== null && versions.some((one) => one.number === number);
  const until = known(wish.until) ? (wish.until ?? 0) : live.number;
  const from = wish.from === 0 || known(wish.from) ? (wish.from ?? 0) : until - 1;
  const compared = until > 0 && from >= 0 && from !== until ? await compare(ctx, project, from, until) : null;
  return { place, name, text: live.text, live: live.number, versions, compared };
}

async function compare(
  ctx: Ctx,
  project: Exclude<PromptPlace, "house"> | null,
  from: number,
  until: number,
): Promise<PromptPage["compared"]> {
  const texts = await readPromptTexts(ctx.db, project, [from, until]);
  const textOf = (number: number) => texts.find((one) => one.number === number)?.text ?? "";
  return { from, until, diff: promptDiff(textOf(from), textOf(until)) };
}

/**
 * Whose prompt it is: the assistant's name; null for the tenant's own.
 * @throws AppError `not_found`.
 */
export async function namePrompt(ctx: Ctx, place: PromptPlace): Promise<string | null> {
  requirePermission(ctx, "project", "manage");
  if (place === "house") return null;
  const project = await findProject(ctx.db, place, ctx.now());
  if (!project) throw promptNotFound();
  return project.name;
}
