import { listPeopleByIds } from "@/db/queries/people";
import type { Ctx } from "@/lib/access/ctx";
import { AppError } from "@/lib/platform/errors";
import type { PersonId } from "@/lib/platform/ids";

/**
 * Proves that every one of these people is an active person of this tenant whom the actor may see (a guest sees the
 * people of their own rooms).
 * @throws AppError `not_found` that names the input field; a foreign id gets the same answer as a missing one.
 */
export async function requirePeople(ctx: Ctx, ids: readonly PersonId[], param: string): Promise<void> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return;
  const seen = ctx.actor.role === "guest" ? { sharingWith: ctx.actor.person } : {};
  const found = await listPeopleByIds(ctx.db, wanted, { activeOnly: true, ...seen });
  if (found.length === wanted.length) return;
  throw new AppError("not_found", "No such person in this tenant.", { param });
}
