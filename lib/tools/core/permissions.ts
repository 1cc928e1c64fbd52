import type { KeyRecord, KeyScope, TenantPolicy } from "@/lib/quotas/protocol";

/** Whether a key may use a tool: the tenant's list, the key's own list, and its scopes all say yes. */
export function mayUse(
  tool: { name: string; scope: KeyScope | null },
  { key, policy }: { key: Pick<KeyRecord, "scopes" | "tools">; policy: Pick<TenantPolicy, "tools"> },
): boolean {
  if (!key.scopes.includes("tools")) return false;
  if (tool.scope !== null && !key.scopes.includes(tool.scope)) return false;
  return [policy.tools, key.tools].every((list) => list === null || list.includes(tool.name));
}
