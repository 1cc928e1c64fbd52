import { notFound } from "next/navigation";
import { findOperator } from "@/db/queries/operators";
import { authDb } from "@/db/client";
import { requirePageAccount } from "@/lib/access/server/page-account";
import { operatorCtxOf, type OperatorCtx } from "./operator-ctx";

/** The operator who asks for a page. For every other account there is no such page. */
export async function requirePageOperator(path: string): Promise<OperatorCtx> {
  const { account, runtime, requestId, now } = await requirePageAccount(path);
  const operator = await findOperator(authDb(runtime.env), account);
  if (!operator) notFound();
  return operatorCtxOf(runtime.bindings, { requestId, operator, now });
}
