import { createHash } from "node:crypto";
import { authDb } from "@/db/client";
import { findOperatorByToken } from "@/db/queries/operators";
import { requireRate } from "@/lib/access/server/require-rate";
import { isOperatorToken } from "@/lib/operator/core/operator-token";
import { OPERATOR_BOUNDS } from "@/lib/operator/protocol";
import { operatorCtxOf, type OperatorCtx } from "@/lib/operator/server/operator-ctx";
import { parseEnv } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import type { ApiContext, Door } from "../route";

/** An operator who calls by a token. */
export interface OperatorCaller extends OperatorCtx {
  tokenId: string;
}

const BEARER = /^Bearer +(\S+)$/i;

/** An operator's token. Whoever has none is told the same, whatever else they hold: a tenant's key, a session, nothing. */
export const operatorDoor: Door<OperatorCaller> = {
  access: "operator",
  security: [{ operator: [] }],
  prove: proveOperator,
};

async function proveOperator(c: ApiContext): Promise<OperatorCaller> {
  const env = parseEnv(c.env);
  const nowMs = c.var.deps.now();
  const token = BEARER.exec(c.req.header("authorization") ?? "")?.[1] ?? "";
  const secretHash = createHash("sha256").update(token).digest("hex");
  const found = isOperatorToken(token) ? await findOperatorByToken(authDb(env), secretHash, new Date(nowMs)) : null;
  if (!found) throw new AppError("unauthenticated", "Send an operator's token: Authorization: Bearer po_live_...");
  const { tokenId, ...operator } = found;
  const limit = { max: OPERATOR_BOUNDS.perMinute, windowMs: 60_000 };
  await requireRate(env, `operator|${tokenId}`, limit, nowMs);
  const ctx = operatorCtxOf(c.env, { requestId: c.var.requestId, operator, now: c.var.deps.now });
  return { ...ctx, tokenId };
}
