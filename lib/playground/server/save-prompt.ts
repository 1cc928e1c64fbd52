import * as z from "zod/mini";
import { findProjectState } from "@/db/queries/projects";
import { type PromptChange, readPromptTexts, savePrompt as saveRow } from "@/db/queries/prompts";
import type { Ctx } from "@/lib/access/ctx";
import { requirePermission } from "@/lib/access/server/require-permission";
import { auditOf } from "@/lib/audit/server/append-audit";
import { AppError } from "@/lib/platform/errors";
import { PROJECT_BOUNDS } from "@/lib/projects/protocol";
import { forgetProjectFacts } from "@/lib/projects/server/project-facts";
import { tryTellMeter } from "@/lib/projects/server/tell-meter";
import { normaliseBody } from "@/lib/rooms/core/text";
import { CONFIG_BOUNDS } from "@/lib/tenants/protocol";
import { tellPolicy } from "@/lib/tenants/server/tell-policy";
import type { PromptPlace } from "../protocol";
import { note, promptPlace, tenantSlug, versionNumber } from "./inputs";
import { promptChanged, promptNotFound, versionNotFound } from "./refusals";

export const savePromptInput = z.strictObject({
  tenant: tenantSlug,
  place: promptPlace,
  text: z.string(),
  note,
  /** The version that was live when this one was written. */
  live: versionNumber,
});

/** Makes a text live, as a new version. It counts for answers within seconds. */
export async function savePrompt(
  ctx: Ctx,
  { place, text, note: about, live }: z.infer<typeof savePromptInput>,
): Promise<{ saved: true }> {
  requireWriter(ctx, place);
  const max = place === "house" ? CONFIG_BOUNDS.promptCharsMax : PROJECT_BOUNDS.instructionsCharsMax;
  const read = normaliseBody(text, max);
  if (!read.ok && read.reason !== "empty") {
    throw new AppError("invalid_request", `At most ${max} characters.`, { param: "text" });
  }
  const change = { text: read.ok ? read.text : "", note: about, from: null, expected: live };
  await save(ctx, place, change, "prompt.saved");
  return { saved: true };
}

export const rollBackPromptInput = z.strictObject({
  tenant: tenantSlug,
  place: promptPlace,
  /** Whose text is live again. */
  version: versionNumber,
  live: versionNumber,
});

/** Makes the text of an earlier version live again, as a new version. */
export async function rollBackPrompt(
  ctx: Ctx,
  { place, version, live }: z.infer<typeof rollBackPromptInput>,
): Promise<{ saved: true }> {
  requireWriter(ctx, place);
  const [earlier] = await readPromptTexts(ctx.db, place === "house" ? null : place, [version]);
  if (!earlier) throw versionNotFound();
  const change = { text: earlier.text, note: "", from: version, expected: live };
  await save(ctx, place, change, "prompt.rolled_back");
  return { saved: true };
}

async function save(
  ctx: Ctx,
  place: PromptPlace,
  change: PromptChange,
  action: "prompt.saved" | "prompt.rolled_back",
): Promise<void> {
  const { tenantId, db } = ctx;
  const version = change.expected + 1;
  const facts = { version, ...(change.from === null ? {} : { from: change.from }) };
  const audit = auditOf(ctx, action, place === "house" ? tenantId : place, facts);
  const saved = await saveRow(db, place === "house" ? null : place, change, ctx.now(), audit);
  if (saved === "missing") throw promptNotFound();
  if (saved === "stale") throw promptChanged();
  if (place === "house") return tellPolicy(db, ctx.objects);
  forgetProjectFacts(ctx.env, tenantId, place);
  const state = await findProjectState(db, place);
  if (state) await tryTellMeter(ctx, { id: place, ...state });
}

/** The tenant's own prompt is part of its configuration. */
function requireWriter(ctx: Ctx, place: PromptPlace): void {
  if (place === "house") requirePermission(ctx, "organization", "update");
  else requirePermission(ctx, "project", "manage");
}
