import type { KeyRecord, KeyScope, TenantPolicy } from "@/lib/quotas/protocol";

interface User {
  /** Null: a person who manages the tenant's tools. */
  key: Pick<KeyRecord, "scopes" | "tools"> | null;
  policy: Pick<TenantPolicy, "tools">;
}

/** Whether somebody may use a tool: the tenant's list, and of a key its own list and its scopes, all say yes. */
export function mayUse(tool: { name: string; scope: KeyScope | null }, { key, policy }: User): boolean {
  if (!isOn(policy.tools, tool.name)) return false;
  if (key === null) return true;
  if (!key.scopes.includes("tools")) return false;
  if (tool.scope !== null && !key.scopes.includes(tool.scope)) return false;
  return isOn(key.tools, tool.name);
}

/** Whether a list has a name. Null: it has every one. */
export function isOn(list: readonly string[] | null, name: string): boolean {
  return list === null || list.includes(name);
}
