import { notFound } from "next/navigation";
import { findOperator } from "@/db/queries/operators";
import { authDb } from "@/db/client";
import { operatorCtxOf, type OperatorCtx } from "@/lib/operator/server/operator-ctx";
import type { RealtimeDoor } from "./web-bindings";
import { requirePageAccount } from "./page-account";

/** The operator who asks for a page. For every other account there is no such page. */
export async function requirePageOperator(path: string): Promise<OperatorCtx & { realtime: RealtimeDoor }> {
  const { account, runtime, requestId, now } = await requirePageAccount(path);
  const operator = await findOperator(authDb(runtime.env), account);
  if (!operator) notFound();
  return {
    ...operatorCtxOf(runtime.bindings, { requestId, operator, now }),
    realtime: runtime.bindings.REALTIME,
  };
}
