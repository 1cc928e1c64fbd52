import { listPeopleByIds } from "@/db/queries/people";
import { AppError } from "@/lib/platform/errors";
import type { PersonId } from "@/lib/platform/ids";
import type { ImportCtx } from "./import-ctx";

/**
 * Proves that these are people of the tenant, deactivated ones included: what they said stays theirs.
 * @throws AppError `not_found` that names the input field.
 */
export async function requireKnownPeople(ctx: ImportCtx, ids: readonly PersonId[], param: string): Promise<void> {
  const wanted = new Set(ids);
  if (wanted.size === 0) return;
  const found = await listPeopleByIds(ctx.db, [...wanted]);
  if (found.length < wanted.size) throw new AppError("not_found", "No such person in this tenant.", { param });
}
