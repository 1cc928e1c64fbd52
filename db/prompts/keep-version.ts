import { sql, type SQL } from "drizzle-orm";
import type { AuditEntry } from "@/lib/audit/protocol";
import { newId, type ProjectId } from "@/lib/platform/ids";
import type { TenantDb } from "../client";

/** Who saved a prompt, and what they say about it. */
export interface PromptSave {
  audit: AuditEntry | null;
  note?: string;
  /** The version whose text is taken up again. */
  from?: number | null;
}

/** Versions of one place: a project's, or the tenant's own where `project` is null. */
export function versionsOf(db: TenantDb, project: ProjectId | null): SQL {
  return sql`prompt_versions where tenant_id = ${db.tenantId}::uuid and project_id is not distinct from ${project}::uuid`;
}

/**
 * Makes a version of the text that is live now, where it differs from the newest one. It goes in the same batch behind
 * whatever saved the text and holds its row, so that versions of a place come one after the other.
 */
export function keepVersion(
  db: TenantDb,
  project: ProjectId | null,
  nowMs: number,
  { audit, note = "", from = null }: PromptSave,
): SQL {
  const by = audit?.actor.kind === "person" ? audit.actor.id : null;
  const live =
    project === null
      ? sql`select system_prompt as text from tenant_config where tenant_id = ${db.tenantId}::uuid`
      : sql`select coalesce(settings ->> 'instructions', '') as text from projects
          where tenant_id = ${db.tenantId}::uuid and id = ${project}::uuid`;
  return sql`
    insert into prompt_versions (tenant_id, id, project_id, number, text, note, from_number, created_by, created_at)
    select ${db.tenantId}::uuid, ${newId()}::uuid, ${project}::uuid, coalesce(newest.number, 0) + 1, live.text, ${note},
      ${from}::int, ${by}::uuid, to_timestamp(${nowMs}::float8 / 1000)
    from (${live}) live
    left join (select number, text from ${versionsOf(db, project)} order by number desc limit 1) newest on true
    where live.text is distinct from coalesce(newest.text, '')`;
}
