import { sql, type SQL } from "drizzle-orm";
import type { AuditEntry } from "@/lib/audit/protocol";
import { newId } from "@/lib/platform/ids";

/**
 * The statement that appends an entry to the log of the tenant of its batch, so that an act and its entry happen together
 * or not at all.
 * @param only appended only where this holds.
 * @param facts jsonb that is added to the entry's data.
 */
export function auditStatement(entry: AuditEntry, only: SQL = sql`true`, facts: SQL = sql`'{}'::jsonb`): SQL {
  const { actor, action, target, data = {}, requestId } = entry;
  const id = actor.kind === "system" ? "system" : actor.id;
  const name = "name" in actor ? actor.name : null;
  return sql`
    select platform.append_audit(${newId()}::uuid, ${actor.kind}::text, ${id}::text, ${name}::text, ${action}::text,
      ${target}::text, ${JSON.stringify(data)}::jsonb || ${facts}, ${requestId}::text) as seq
    where ${only}`;
}

/**
 * A change that is written into the audit log when it did change something, in one statement.
 * @param change an insert, update or delete that returns its row.
 * @param facts of that row: jsonb, over `done`.
 */
export function audited(change: SQL, entry: AuditEntry | null, facts: SQL = sql`'{}'::jsonb`): SQL {
  if (entry === null) return change;
  const added = sql`coalesce((select ${facts} from done limit 1), '{}'::jsonb)`;
  return sql`with done as (${change}) ${auditStatement(entry, sql`exists (select from done)`, added)}`;
}
