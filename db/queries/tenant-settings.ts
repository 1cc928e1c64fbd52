import { sql } from "drizzle-orm";
import type { AuditEntry } from "@/lib/audit/protocol";
import { auditStatement } from "../audit/statement";
import type { TenantDb } from "../client";

/** Whether links of messages are looked at. */
export async function linkPreviewsOn(db: TenantDb): Promise<boolean> {
  const [result] = await db.run((q) => [
    q.execute<{ on: boolean }>(sql`select link_previews as on from tenant_settings where tenant_id = ${db.tenantId}`),
  ]);
  return result.rows[0]?.on ?? true;
}

/** Turns looking at links on or off for the tenant. */
export async function setLinkPreviews(db: TenantDb, on: boolean, audit: AuditEntry | null = null): Promise<void> {
  await db.run((q) => [
    q.execute(sql`
      insert into tenant_settings (tenant_id, link_previews) values (${db.tenantId}, ${on})
      on conflict (tenant_id) do update set link_previews = excluded.link_previews`),
    ...(audit === null ? [] : [q.execute(auditStatement(audit))]),
  ]);
}
