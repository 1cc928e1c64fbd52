import { sql, type SQL } from "drizzle-orm";
import type { AuditEntry } from "@/lib/audit/protocol";
import { newId } from "@/lib/platform/ids";

/**
 * The statement that appends an entry to the log of the tenant of its batch, so that an act and its entry happen together
 * or not at all.
 * @param only appended only where this holds, when the act itself may turn out to change nothing.
 */
export function auditStatement(entry: AuditEntry, only: SQL = sql`true`): SQL {
  const { actor, action, target, data = {}, requestId } = entry;
  const id = actor.kind === "system" ? "system" : actor.id;
  const name = "name" in actor ? actor.name : null;
  return sql`
    select platform.append_audit(${newId()}::uuid, ${actor.kind}::text, ${id}::text, ${name}::text, ${action}::text,
      ${target}::text, ${JSON.stringify(data)}::jsonb, ${requestId}::text) as seq
    where ${only}`;
}
