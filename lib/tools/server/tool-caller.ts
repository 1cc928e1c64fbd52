import type { TenantDb } from "@/db/client";
import { findApiKey } from "@/db/queries/api-keys";
import type { AuditAction, AuditActor, AuditData, AuditEntry } from "@/lib/audit/protocol";
import type { KeyId, PersonId } from "@/lib/platform/ids";
import type { TenantPolicy } from "@/lib/quotas/protocol";
import type { Caller } from "@/lib/sessions/server/objects";
import type { AskerKind } from "../core/limits";

/** A person at the dashboard, who was proved there to manage the tenant's tools. */
export interface PersonCaller {
  person: PersonId;
  policy: Pick<TenantPolicy, "tools">;
}

/** Who acts: a key with what it may do, or a person. */
export type ToolCaller = Caller | PersonCaller;

/** Who does something to the tools of a tenant, and in which request. */
export interface ToolAct {
  caller: ToolCaller;
  requestId: string;
}

/** Who calls a tool or decides about a call, as the log keeps it. */
export interface Asker {
  kind: AskerKind;
  id: KeyId | PersonId;
}

export function askerOf(caller: ToolCaller): Asker {
  return "person" in caller ? { kind: "person", id: caller.person } : { kind: "key", id: caller.proof.keyId };
}

/** The audit entry of an act. A key is told by the name it has now. */
export async function entryOf(
  db: TenantDb,
  { caller, requestId }: ToolAct,
  action: AuditAction,
  target: string,
  data: AuditData,
): Promise<AuditEntry> {
  return { actor: await actorOf(db, caller), action, target, data, requestId };
}

async function actorOf(db: TenantDb, caller: ToolCaller): Promise<AuditActor> {
  if ("person" in caller) return { kind: "person", id: caller.person };
  const { keyId } = caller.proof;
  const key = await findApiKey(db, keyId);
  return { kind: "key", id: keyId, name: key?.view.name ?? keyId };
}
