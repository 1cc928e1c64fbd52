import { SignJWT } from "jose";
import * as z from "zod/mini";
import { requirePermission } from "@/lib/access/server/require-permission";
import type { SessionCtx } from "@/lib/access/server/session-ctx";
import { tenantSlug, uuid } from "@/lib/http/fields";
import { AppError, type ErrorBody } from "@/lib/platform/errors";
import { sha256Hex } from "@/lib/platform/sha256";
import { type ActClaims, type SentAct, type ToolActName, TOOLS_AUDIENCE } from "../core/acts";

type Actor = Pick<SessionCtx, "actor" | "tenantId" | "requestId" | "env" | "realtime">;

/** An act on the tool, server or call of this id. The rest is checked where it is done, as the API checks it. */
export const toolActInput = z.looseObject({ tenant: tenantSlug, id: uuid });

/** A verb that has the realtime Worker do this, where tools are called and sessions are. */
export function toolVerb(act: ToolActName) {
  return (ctx: Actor, { tenant: _, id, ...given }: z.infer<typeof toolActInput>): Promise<object> =>
    actOnTools(ctx, { act, id, given });
}

/**
 * Proves that the person may manage the tenant's tools, and has it done.
 * @throws AppError with the words of whoever did it.
 */
async function actOnTools({ env, realtime, ...ctx }: Actor, sent: SentAct): Promise<object> {
  requirePermission(ctx, "tool", "manage");
  const body = JSON.stringify(sent);
  const claims: ActClaims = { tenant: ctx.tenantId, body: await sha256Hex(body), request: ctx.requestId };
  const token = await new SignJWT({ ...claims })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setAudience(TOOLS_AUDIENCE)
    .setSubject(ctx.actor.person)
    .setIssuedAt()
    .setExpirationTime("30s")
    .sign(new TextEncoder().encode(env.INTERNAL_SECRET));
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const request = new Request(new URL("/internal/tools", env.appOrigins[0]), { method: "POST", headers, body });
  const answer = await realtime.fetch(request).catch(away);
  const told: unknown = await answer.json().catch(away);
  if (answer.ok) return told as object;
  throw refusalOf(told as Partial<ErrorBody>);
}

function refusalOf({ error }: Partial<ErrorBody>): AppError {
  // That our own token was refused is nothing that the person could mend.
  if (!error || error.code === "unauthenticated") return new AppError("internal", "Something went wrong on our side.");
  return new AppError(error.code, error.message, error);
}

function away(cause: unknown): never {
  throw new AppError("unavailable", "Tools cannot be reached at the moment. Try again.", { cause });
}
