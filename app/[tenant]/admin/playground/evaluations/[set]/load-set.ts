import { notFound } from "next/navigation";
import { requireAdmin } from "@/lib/access/server/require-admin";
import type { SessionCtx } from "@/lib/access/server/session-ctx";
import type { EvaluationSetView } from "@/lib/playground/protocol";
import { showSet } from "@/lib/playground/server/evaluation-sets";
import { AppError } from "@/lib/platform/errors";
import { isUuid } from "@/lib/platform/ids";

/** The set of a page and who looks at it; a foreign or missing one is no page, as for everybody but administrators. */
export async function loadSet(
  tenant: string,
  set: string,
): Promise<{ ctx: SessionCtx; openReports: Promise<number>; set: EvaluationSetView }> {
  const { ctx, openReports } = await requireAdmin(tenant, ["project", "manage"]);
  if (!isUuid(set)) notFound();
  return { ctx, openReports, set: await orNotFound(showSet(ctx, set)) };
}

/** What is not there is no page. */
export async function orNotFound<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}
