import type { AuditAction } from "@/lib/audit/protocol";
import { createKey, createKeyInput } from "@/lib/keys/server/create-key";
import { listKeys } from "@/lib/keys/server/list-keys";
import { revokeKey, revokeKeyInput } from "@/lib/keys/server/revoke-key";
import { actForTenant } from "@/lib/operator/server/act-for-tenant";
import { getTenantInput } from "@/lib/operator/server/get-tenant";
import { operatorEntry, recordForInstallation } from "@/lib/operator/server/operator-ctx";
import { parseInput } from "@/lib/http/parse-input";
import { tableRoute, type ApiRoute } from "../route";
import { answerOnce } from "./once";
import { operatorDoor, type OperatorCaller } from "./operator-door";
import { keyAnswer, keyList, keyPath, madeKey, newKey, tenantPath } from "./schemas";

const tag = "Administration";

/** `/admin/tenants/{id}/keys`: a tenant's API keys, in its place. */
export const tenantKeyRoutes: readonly ApiRoute[] = [
  tableRoute(
    operatorDoor,
    {
      method: "get",
      path: "/admin/tenants/{id}/keys",
      tag,
      summary: "List a tenant's keys",
      params: tenantPath,
      answers: { 200: { description: "The newest first, ended ones among them.", schema: keyList } },
    },
    async ({ c, who, params }) => {
      const ctx = await actForTenant(who, parseInput(getTenantInput, params).id);
      return c.json(await listKeys(ctx, { tenant: ctx.tenantSlug }));
    },
  ),
  tableRoute(
    operatorDoor,
    {
      method: "post",
      path: "/admin/tenants/{id}/keys",
      tag,
      summary: "Make a key for a tenant",
      description: "The answer is the only place where the key is told. Takes an Idempotency-Key.",
      params: tenantPath,
      body: newKey,
      answers: { 201: { description: "The key.", schema: madeKey } },
    },
    (call) =>
      answerOnce(call, async () => {
        const ctx = await actForTenant(call.who, parseInput(getTenantInput, call.params).id);
        const wish = parseInput(createKeyInput, { ...call.body, tenant: ctx.tenantSlug });
        await note(call.who, "key.created", ctx, { name: wish.name });
        const made = await createKey(ctx, wish);
        return { body: made, kept: { ...made, text: null } };
      }),
  ),
  tableRoute(
    operatorDoor,
    {
      method: "delete",
      path: "/admin/tenants/{id}/keys/{key}",
      tag,
      summary: "Revoke a tenant's key",
      params: keyPath,
      answers: { 200: { description: "The key, which is refused from now on.", schema: keyAnswer } },
    },
    async ({ c, who, params }) => {
      const ctx = await actForTenant(who, parseInput(getTenantInput, { id: params.id }).id);
      const input = parseInput(revokeKeyInput, { tenant: ctx.tenantSlug, key: params.key });
      await note(who, "key.revoked", ctx, { key: input.key });
      return c.json(await revokeKey(ctx, input));
    },
  ),
];

/** The tenant's own log gets its entry from the verb. */
function note(
  who: OperatorCaller,
  action: AuditAction,
  { tenantId, tenantSlug }: Awaited<ReturnType<typeof actForTenant>>,
  data: Record<string, string>,
): Promise<void> {
  return recordForInstallation(who, operatorEntry(who, action, tenantId, { slug: tenantSlug, ...data }));
}
