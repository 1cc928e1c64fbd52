import { notFound } from "next/navigation";
import { cache } from "react";
import { orNotFound } from "@/lib/access/server/or-not-found";
import { requirePageOperator } from "@/lib/access/server/page-operator";
import type { TenantDetail } from "@/lib/operator/protocol";
import { getTenant } from "@/lib/operator/server/get-tenant";
import type { OperatorCtx } from "@/lib/operator/server/operator-ctx";
import { isUuid, type TenantId } from "@/lib/platform/ids";

/** The tenant of an operator's page; a missing one is no page. Asked once per request, however many components need it. */
export const loadTenant = cache(async (id: string): Promise<{ ctx: OperatorCtx; tenant: TenantDetail }> => {
  const ctx = await requirePageOperator(`/operator/tenants/${id}`);
  if (!isUuid(id)) notFound();
  return { ctx, tenant: await orNotFound(getTenant(ctx, { id: id as TenantId })) };
});
