import { toolDepsOf } from "@/durable-objects/conversation/tool-deps";
import { AppError } from "@/lib/platform/errors";
import { derivedId } from "@/lib/platform/ids";
import type { ToolDeps } from "@/lib/tools/server/tool";
import type { ToolAct } from "@/lib/tools/server/tool-caller";
import { idempotencyMark } from "./idempotency";
import type { Principal } from "./principal";
import type { ApiContext } from "./route";

/** Who acts on tools, in this request. */
export function actOf(c: ApiContext, who: Principal): ToolAct {
  return { caller: who, requestId: c.var.requestId };
}

export function depsOf(c: ApiContext, who: Principal): ToolDeps {
  return toolDepsOf(c.env, who.tenantId);
}

/** A key that is limited to some tools does not decide which there are. */
export function manageDepsOf(c: ApiContext, who: Principal): ToolDeps {
  if (who.key.tools !== null)
    throw new AppError("forbidden", "This key is limited to some tools: it cannot manage them.");
  return depsOf(c, who);
}

/** The id of what is made, for a caller who may repeat the call. */
export async function repeatId(c: ApiContext, who: Principal, bodyText: string): Promise<string | undefined> {
  const call = { keyId: who.key.keyId, path: c.req.path, bodyText };
  const mark = idempotencyMark(c.req.header("idempotency-key"), call);
  return mark ? derivedId(who.tenantId, "tool", mark.name) : undefined;
}
