import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { KeyId, PersonId, SessionId } from "@/lib/platform/ids";
import type { AskerKind, HttpMethod, RunStatus } from "@/lib/tools/core/limits";
import type { McpToolInfo } from "@/lib/tools/protocol";
import { moment, tenantId } from "./columns";

/** Every call of a tool. Of what it was called with only a hash is kept, and the sealed text while somebody must approve it. */
export const toolRuns = pgTable(
  "tool_runs",
  {
    tenantId: tenantId(),
    id: uuid("id").notNull(),
    tool: text("tool").notNull(),
    argsHash: text("args_hash").notNull(),
    /** AES-GCM; erased with the decision. */
    sealedArgs: text("sealed_args"),
    status: text("status").$type<RunStatus>().notNull(),
    /** In one word, where it did not go well. */
    reason: text("reason"),
    ms: integer("ms"),
    sessionId: uuid("session_id").$type<SessionId>(),
    /** Who asked: a key, or a person at the dashboard. */
    keyId: uuid("key_id").$type<KeyId>(),
    personId: uuid("person_id").$type<PersonId>(),
    decidedBy: uuid("decided_by").$type<KeyId | PersonId>(),
    /** Absent: of a time when only keys decided. */
    decidedKind: text("decided_kind").$type<AskerKind>(),
    at: moment("at").notNull(),
    /** Until then it can be approved. */
    expiresAt: moment("expires_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("tool_runs_list_idx").on(table.tenantId, table.at, table.id),
    check("tool_runs_one_asker", sql`(${table.keyId} is null) <> (${table.personId} is null)`),
    check("tool_runs_decided_kind", sql`${table.decidedKind} in ('key', 'person')`),
  ],
);

/** Tools that are one HTTP request to an address of the tenant's choice. */
export const httpTools = pgTable(
  "http_tools",
  {
    tenantId: tenantId(),
    id: uuid("id").notNull(),
    name: text("name").notNull(),
    description: text("description").notNull(),
    inputSchema: jsonb("input_schema").$type<Record<string, unknown>>().notNull(),
    method: text("method").$type<HttpMethod>().notNull(),
    urlTemplate: text("url_template").notNull(),
    headerNames: text("header_names").array().notNull(),
    /** AES-GCM over the headers with their values. */
    sealedHeaders: text("sealed_headers"),
    timeoutMs: integer("timeout_ms").notNull(),
    destructive: boolean("destructive").notNull(),
    createdAt: moment("created_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    uniqueIndex("http_tools_name_key").on(table.tenantId, table.name),
  ],
);

/** MCP servers whose tools a tenant uses. */
export const mcpServers = pgTable(
  "mcp_servers",
  {
    tenantId: tenantId(),
    id: uuid("id").notNull(),
    name: text("name").notNull(),
    url: text("url").notNull(),
    headerNames: text("header_names").array().notNull(),
    sealedHeaders: text("sealed_headers"),
    destructive: boolean("destructive").notNull(),
    /** The tools that somebody accepted, and a hash over all that a model is told of them. */
    tools: jsonb("tools").$type<McpToolInfo[]>().notNull(),
    fingerprint: text("fingerprint").notNull(),
    /** What the server says now, where that is something else: nothing of it is used before it is accepted. */
    offeredFingerprint: text("offered_fingerprint"),
    checkedAt: moment("checked_at").notNull(),
    createdAt: moment("created_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    uniqueIndex("mcp_servers_name_key").on(table.tenantId, table.name),
  ],
);
