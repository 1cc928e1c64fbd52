import type { Ctx } from "@/lib/access/ctx";
import type { PersonId, TenantId } from "@/lib/platform/ids";
import { requireTenant } from "./get-tenant";
import type { OperatorCtx } from "./operator-ctx";

/**
 * The context of a tenant's own verbs, where an operator acts in its place: with an owner's rights, and named as what they
 * are in its log.
 */
export async function actForTenant(ctx: OperatorCtx, tenantId: TenantId): Promise<Ctx> {
  const { slug } = await requireTenant(ctx, tenantId);
  const { requestId, operator, objects, env, now } = ctx;
  const { account, name } = operator;
  return {
    requestId,
    tenantId,
    tenantSlug: slug,
    // No person of the tenant has this id.
    actor: {
      kind: "person",
      person: account as string as PersonId,
      account,
      role: "owner",
      sessionId: "",
      operator: { name },
    },
    db: ctx.tenant(tenantId),
    objects,
    env,
    now,
  };
}
