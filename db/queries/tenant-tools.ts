import { sql, type SQL } from "drizzle-orm";
import type { AuditEntry } from "@/lib/audit/protocol";
import type { HttpMethod } from "@/lib/tools/core/limits";
import type { McpToolInfo } from "@/lib/tools/protocol";
import { audited } from "../audit/statement";
import type { TenantDb } from "../client";

/** A tool that is one HTTP request. */
export interface HttpToolRow {
  id: string;
  name: string;
  description: string;
  inputSchema: Record<string, unknown>;
  method: HttpMethod;
  urlTemplate: string;
  headerNames: string[];
  sealedHeaders: string | null;
  timeoutMs: number;
  destructive: boolean;
  createdAt: number;
}

/** An MCP server and the tools of it that were accepted. */
export interface McpServerRow {
  id: string;
  name: string;
  url: string;
  headerNames: string[];
  sealedHeaders: string | null;
  destructive: boolean;
  tools: McpToolInfo[];
  fingerprint: string;
  offeredFingerprint: string | null;
  checkedAt: number;
  createdAt: number;
}

type NamedTable = "http_tools" | "mcp_servers";

export type Saved = "done" | "taken" | "full";

const ms = (column: string) => sql.raw(`round(extract(epoch from ${column}) * 1000)::float8`);
const moment = (value: number) => sql`to_timestamp(${value}::numeric / 1000.0)`;

export async function listHttpTools(db: TenantDb): Promise<HttpToolRow[]> {
  const [rows] = await db.run((q) => [
    q.execute<HttpToolRow & Record<string, unknown>>(sql`
      select id, name, description, input_schema as "inputSchema", method, url_template as "urlTemplate",
        header_names as "headerNames", sealed_headers as "sealedHeaders", timeout_ms as "timeoutMs", destructive,
        ${ms("created_at")} as "createdAt"
      from http_tools where tenant_id = ${db.tenantId}::uuid order by name collate "C"`),
  ]);
  return rows.rows;
}

/** Adds a tool: a name once, and never more than `max`, also many at a time. */
export async function insertHttpTool(
  db: TenantDb,
  tool: HttpToolRow,
  max: number,
  audit: AuditEntry | null = null,
): Promise<Saved> {
  return insertNamed(
    db,
    "http_tools",
    tool,
    max,
    audit,
    (tenant, room) => sql`
    insert into http_tools (tenant_id, id, name, description, input_schema, method, url_template, header_names,
      sealed_headers, timeout_ms, destructive, created_at)
    select ${tenant}, ${tool.id}::uuid, ${tool.name}, ${tool.description}, ${JSON.stringify(tool.inputSchema)}::jsonb,
      ${tool.method}, ${tool.urlTemplate}, ${sql.param(tool.headerNames)}::text[], ${tool.sealedHeaders},
      ${tool.timeoutMs}::int, ${tool.destructive}::boolean, ${moment(tool.createdAt)}
    where ${room} on conflict do nothing returning id`,
  );
}

/** True when there was one. */
export async function deleteHttpTool(db: TenantDb, id: string, audit: AuditEntry | null = null): Promise<boolean> {
  return deleteNamed(db, "http_tools", id, audit);
}

export async function listMcpServers(db: TenantDb): Promise<McpServerRow[]> {
  const [rows] = await db.run((q) => [
    q.execute<McpServerRow & Record<string, unknown>>(sql`
      select id, name, url, header_names as "headerNames", sealed_headers as "sealedHeaders", destructive, tools, fingerprint,
        offered_fingerprint as "offeredFingerprint", ${ms("checked_at")} as "checkedAt", ${ms("created_at")} as "createdAt"
      from mcp_servers where tenant_id = ${db.tenantId}::uuid order by name collate "C"`),
  ]);
  return rows.rows;
}

/** Adds a server: a name once, and never more than `max`, also many at a time. */
export async function insertMcpServer(
  db: TenantDb,
  server: McpServerRow,
  max: number,
  audit: AuditEntry | null = null,
): Promise<Saved> {
  return insertNamed(
    db,
    "mcp_servers",
    server,
    max,
    audit,
    (tenant, room) => sql`
    insert into mcp_servers (tenant_id, id, name, url, header_names, sealed_headers, destructive, tools, fingerprint,
      offered_fingerprint, checked_at, created_at)
    select ${tenant}, ${server.id}::uuid, ${server.name}, ${server.url}, ${sql.param(server.headerNames)}::text[],
      ${server.sealedHeaders}, ${server.destructive}::boolean, ${JSON.stringify(server.tools)}::jsonb, ${server.fingerprint},
      ${server.offeredFingerprint}, ${moment(server.checkedAt)}, ${moment(server.createdAt)}
    where ${room} on conflict do nothing returning id`,
  );
}

/** Accepts the tools that a server offers. True when there is such a server. */
export async function acceptMcpTools(
  db: TenantDb,
  id: string,
  accepted: { tools: readonly McpToolInfo[]; fingerprint: string; at: number },
  audit: AuditEntry | null = null,
): Promise<boolean> {
  const change = sql`
    update mcp_servers set tools = ${JSON.stringify(accepted.tools)}::jsonb, fingerprint = ${accepted.fingerprint},
      offered_fingerprint = null, checked_at = ${moment(accepted.at)}
    where tenant_id = ${db.tenantId}::uuid and id = ${id}::uuid returning name`;
  const [rows] = await db.run((q) => [q.execute(audited(change, audit, NAME))]);
  return rows.rows.length > 0;
}

/** Notes what a server offers: the accepted list stands, but is not used while the two differ. */
export async function noteMcpOffer(db: TenantDb, id: string, fingerprint: string, at: number): Promise<void> {
  await db.run((q) => [
    q.execute(sql`
      update mcp_servers set checked_at = ${moment(at)}, offered_fingerprint = nullif(${fingerprint}, fingerprint)
      where tenant_id = ${db.tenantId}::uuid and id = ${id}::uuid`),
  ]);
}

/** True when there was one. */
export async function deleteMcpServer(db: TenantDb, id: string, audit: AuditEntry | null = null): Promise<boolean> {
  return deleteNamed(db, "mcp_servers", id, audit);
}

/** Of a row that is gone or changed: what people call it. */
const NAME = sql`jsonb_build_object('name', done.name)`;

async function deleteNamed(db: TenantDb, table: NamedTable, id: string, audit: AuditEntry | null): Promise<boolean> {
  const rows = sql`${sql.identifier(table)} where tenant_id = ${db.tenantId}::uuid and id = ${id}::uuid`;
  const [gone] = await db.run((q) => [q.execute(audited(sql`delete from ${rows} returning name`, audit, NAME))]);
  return gone.rows.length > 0;
}

/** One of a tenant after the other, so that many at a time cannot pass `max` together. */
async function insertNamed(
  db: TenantDb,
  table: NamedTable,
  { id, name }: { id: string; name: string },
  max: number,
  audit: AuditEntry | null,
  insert: (tenant: SQL, room: SQL) => SQL,
): Promise<Saved> {
  const tenant = sql`${db.tenantId}::uuid`;
  const rows = sql`${sql.identifier(table)} where tenant_id = ${tenant}`;
  const [, , facts] = await db.run((q) => [
    q.execute(sql`select pg_advisory_xact_lock(hashtextextended('tools:' || ${db.tenantId}::text, 0))`),
    q.execute(audited(insert(tenant, sql`(select count(*) from ${rows}) < ${max}::int`), audit)),
    q.execute<{ mine: boolean; taken: boolean }>(sql`
      select exists (select from ${rows} and id = ${id}::uuid) as mine,
        exists (select from ${rows} and name = ${name}) as taken`),
  ]);
  const [found] = facts.rows;
  if (found?.mine) return "done";
  return found?.taken ? "taken" : "full";
}
