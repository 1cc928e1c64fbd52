/** What sessions and tools answer, for the document. What they are asked is in lib/sessions and lib/tools. */
import * as z from "zod";
import { FINISH_REASONS } from "@/lib/models/protocol";
import { MESSAGE_STATUSES } from "@/lib/sessions/protocol";
import { HTTP_METHODS, RUN_STATUSES } from "@/lib/tools/core/limits";
import { chatCompletion, wireToolCall, wireUsage } from "./schemas";

const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ object: z.literal("list"), data: z.array(item), has_more: z.boolean() });
const cursor = { next_cursor: z.string().nullable() };

export const sessionView = z
  .object({
    id: z.uuid(),
    object: z.literal("session"),
    title: z.string(),
    model: z.string().nullable(),
    instructions: z.string(),
    user: z.string().nullable(),
    metadata: z.record(z.string(), z.string()),
    tools: z.array(z.string()),
    status: z.enum(["idle", "running"]),
    last_seq: z.int(),
    created_at: z.int(),
    updated_at: z.int(),
  })
  .meta({ id: "Session" });
export const sessionList = pageOf(sessionView).extend(cursor).meta({ id: "SessionList" });
export const deletedView = z.object({ id: z.uuid(), deleted: z.literal(true) }).meta({ id: "Deleted" });

const sessionMessage = z
  .object({
    object: z.literal("session.message"),
    session_id: z.uuid(),
    seq: z.int(),
    turn: z.int(),
    role: z.enum(["user", "assistant", "tool"]),
    content: z.string(),
    tool_calls: z.array(wireToolCall).optional(),
    tool_call_id: z.string().optional(),
    name: z.string().optional(),
    status: z.enum(MESSAGE_STATUSES),
    model: z.string().optional(),
    finish_reason: z.enum(FINISH_REASONS).optional(),
    usage: wireUsage.optional(),
    error: z.object({ code: z.string(), message: z.string() }).optional(),
    created_at: z.int(),
  })
  .meta({ id: "SessionMessage" });
export const messageList = pageOf(sessionMessage).meta({ id: "SessionMessageList" });
export const sessionAnswer = chatCompletion
  .extend({ session: z.object({ id: z.uuid(), turn: z.int(), seq: z.int() }) })
  .meta({ id: "SessionAnswer" });

const anyObject = z.record(z.string(), z.unknown());
const toolView = z
  .object({
    object: z.literal("tool"),
    name: z.string(),
    description: z.string(),
    source: z.enum(["built_in", "http", "mcp"]),
    destructive: z.boolean(),
    input_schema: anyObject,
  })
  .meta({ id: "Tool" });
const listOf = <T extends z.ZodType>(item: T) => z.object({ object: z.literal("list"), data: z.array(item) });
export const toolList = listOf(toolView).meta({ id: "ToolList" });

export const toolRun = z
  .object({
    id: z.uuid(),
    object: z.literal("tool.run"),
    tool: z.string(),
    status: z.enum(RUN_STATUSES),
    reason: z.string().nullable(),
    arguments_hash: z.string(),
    arguments: z.unknown().optional(),
    ms: z.int().nullable(),
    session_id: z.uuid().nullable(),
    key_id: z.uuid().nullable(),
    person_id: z.uuid().nullable(),
    decided_by: z.uuid().nullable(),
    decided_by_kind: z.enum(["key", "person"]).nullable(),
    created_at: z.int(),
    expires_at: z.int().nullable(),
  })
  .meta({ id: "ToolRun" });
export const toolRunList = pageOf(toolRun).extend(cursor).meta({ id: "ToolRunList" });
export const toolResult = z
  .object({
    object: z.literal("tool.result"),
    run: toolRun,
    approval_required: z.boolean(),
    result: z.unknown().optional(),
  })
  .meta({ id: "ToolResult" });

export const httpToolView = z
  .object({
    id: z.uuid(),
    object: z.literal("http_tool"),
    name: z.string(),
    description: z.string(),
    input_schema: anyObject,
    method: z.enum(HTTP_METHODS),
    url_template: z.string(),
    header_names: z.array(z.string()),
    timeout_ms: z.int(),
    destructive: z.boolean(),
    created_at: z.int(),
  })
  .meta({ id: "HttpTool" });
export const httpToolList = listOf(httpToolView).meta({ id: "HttpToolList" });

export const mcpServerView = z
  .object({
    id: z.uuid(),
    object: z.literal("mcp_server"),
    name: z.string(),
    url: z.string(),
    header_names: z.array(z.string()),
    destructive: z.boolean(),
    tools: z.array(z.string()),
    fingerprint: z.string(),
    offered_fingerprint: z.string().nullable(),
    checked_at: z.int(),
    created_at: z.int(),
  })
  .meta({ id: "McpServer" });
export const mcpServerList = listOf(mcpServerView).meta({ id: "McpServerList" });
const told = { description: z.string(), input_schema: anyObject };
const mcpChange = z
  .object({
    name: z.string(),
    change: z.enum(["added", "removed", "changed"]),
    ...told,
    accepted: z.object(told).nullable(),
  })
  .meta({ id: "McpChange" });
export const mcpOffer = mcpServerView
  .extend({ offered: z.array(z.string()), changes: z.array(mcpChange) })
  .meta({ id: "McpOffer" });
