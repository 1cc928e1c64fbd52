import type { SessionCtx } from "@/lib/access/server/session-ctx";
import { AppError, ERROR_CODES, type ErrorBody } from "@/lib/platform/errors";
import type { ProjectId } from "@/lib/platform/ids";
import { auditOf } from "@/lib/audit/server/append-audit";
import type { ActAnswer } from "./act-on-knowledge";
import { type KnowledgeAct, knowledgeActPath } from "./tokens";

/**
 * Asks the realtime Worker, where documents are read, to do one thing in the name of this context's person.
 * @throws AppError as it refuses.
 */
export async function callKnowledge(
  ctx: Pick<SessionCtx, "realtime" | "env" | "tenantId" | "actor" | "requestId" | "now">,
  project: ProjectId,
  does: KnowledgeAct,
): Promise<ActAnswer> {
  const { env, requestId, tenantId: tenant } = ctx;
  const { actor } = auditOf(ctx, "knowledge.added", project);
  const path = knowledgeActPath(env.TICKET_SECRET, { tenant, project, actor, requestId, does }, ctx.now());
  const origin = env.appOrigins[0] ?? "";
  const answer = await ctx.realtime.fetch(new Request(new URL(path, origin), { method: "POST", headers: { origin } }));
  if (answer.ok) return answer.json();
  throw errorOf(await answer.json().catch(() => null));
}

function errorOf(body: unknown): AppError {
  const { error } = (body ?? {}) as Partial<ErrorBody>;
  if (!error || !(error.code in ERROR_CODES))
    return new AppError("unavailable", "The assistant's knowledge is out of reach. Try again in a moment.", {
      retryAfterMs: 2_000,
    });
  const { code, message, param, retryAfterMs } = error;
  return new AppError(code, message, { param, retryAfterMs });
}
