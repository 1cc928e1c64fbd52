import type { HttpToolRow, McpServerRow } from "@/db/queries/tenant-tools";
import { mcpToolName } from "../core/mcp";
import type { HttpToolView, McpServerView } from "../protocol";

/** What is told of an HTTP tool: never the values of its headers. */
export function httpToolView(row: HttpToolRow): HttpToolView {
  return {
    id: row.id,
    object: "http_tool",
    name: row.name,
    description: row.description,
    input_schema: row.inputSchema,
    method: row.method,
    url_template: row.urlTemplate,
    header_names: row.headerNames,
    timeout_ms: row.timeoutMs,
    destructive: row.destructive,
    created_at: row.createdAt,
  };
}

/** What is told of an MCP server: never the values of its headers. */
export function mcpServerView(row: McpServerRow): McpServerView {
  return {
    id: row.id,
    object: "mcp_server",
    name: row.name,
    url: row.url,
    header_names: row.headerNames,
    destructive: row.destructive,
    tools: row.tools.map(({ name }) => mcpToolName(row.name, name)),
    fingerprint: row.fingerprint,
    offered_fingerprint: row.offeredFingerprint,
    checked_at: row.checkedAt,
    created_at: row.createdAt,
  };
}
