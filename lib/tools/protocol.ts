/**
 * The bodies of `/v1/tools*`. In: parsed. Out: typed. Classic zod, since the OpenAPI document is generated from these;
 * never loaded by a browser.
 */
import * as z from "zod";
import { cleanText } from "@/lib/sessions/core/text";
import { TOOL_ACTS } from "./core/acts";
import {
  type AskerKind,
  HTTP_METHODS,
  type HttpMethod,
  OWN_NAME,
  RUN_STATUSES,
  type RunStatus,
  TOOL_LIMITS,
} from "./core/limits";

const text = (max: number) => z.string().max(max).overwrite(cleanText);

/** Headers that say who or where, or that the way out sets itself. */
const NOT_OURS =
  /^(?:host|content-length|transfer-encoding|connection|upgrade|te|trailer|expect|cookie|proxy-.*|cf-.*|x-forwarded-.*)$/i;
const headers = z
  .record(
    z
      .string()
      .regex(/^[A-Za-z0-9-]{1,64}$/)
      .refine((name) => !NOT_OURS.test(name), "This header cannot be set."),
    z
      .string()
      .max(4_096)
      .regex(/^[\t\x20-\x7e]*$/),
  )
  .refine((given) => Object.keys(given).length <= 20, "At most 20 headers.");

const timeoutMs = z.int().min(TOOL_LIMITS.timeoutMsMin).max(TOOL_LIMITS.timeoutMsMax);
const ownName = z.string().regex(OWN_NAME);

/** The body of `POST /v1/tools/http`. */
export const httpToolCreate = z.strictObject({
  name: ownName,
  description: text(1_024).min(1),
  /** A JSON Schema of type object: what arrives is checked against it. */
  input_schema: z.record(z.string(), z.unknown()),
  method: z.enum(HTTP_METHODS),
  /** https, with `{name}` in the path or query where an argument belongs. */
  url_template: z.string().min(1).max(2_048),
  headers: headers.optional(),
  timeout_ms: timeoutMs.optional(),
  /** Needs an approval for each call. Absent: true for all but GET. */
  destructive: z.boolean().optional(),
});
export type HttpToolCreate = z.infer<typeof httpToolCreate>;

/** The body of `POST /v1/tools/mcp`. */
export const mcpServerCreate = z.strictObject({
  name: ownName,
  url: z.url().max(2_048),
  headers: headers.optional(),
  /** Its tools need an approval for each call. Absent: true. */
  destructive: z.boolean().optional(),
});
export type McpServerCreate = z.infer<typeof mcpServerCreate>;

/** The body of `POST /v1/tools/:name/run`. */
export const toolRunRequest = z.strictObject({ arguments: z.record(z.string(), z.unknown()).default({}) });

/** The same from the dashboard, which names the tool in the body. */
export const namedRun = toolRunRequest.extend({ name: z.string().min(1).max(128) });
/** What an act on something that is there is given. */
export const nothing = z.strictObject({});

/** The body of `POST /internal/tools`. */
export const sentAct = z.strictObject({
  act: z.enum(TOOL_ACTS),
  id: z.uuid(),
  given: z.record(z.string(), z.unknown()),
});

/** The body of `POST /v1/tools/runs/:id/approve` and `/deny`: it says which arguments were read. */
export const runDecision = z.strictObject({ arguments_hash: z.string().regex(/^[0-9a-f]{64}$/) });
export type RunDecision = z.infer<typeof runDecision>;

/** The body of `POST /v1/tools/mcp/:id/accept`: it says what was looked at. */
export const mcpAccept = z.strictObject({ fingerprint: z.string().regex(/^[0-9a-f]{64}$/) });

/** A JSON Schema as something to check with. @throws when it uses what cannot be checked. */
export function checkerOf(schema: Record<string, unknown>): z.ZodType {
  return z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
}

export const runsQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().min(1).max(200).optional(),
  status: z.enum(RUN_STATUSES).optional(),
});
export type RunsQuery = z.infer<typeof runsQuery>;

export interface ToolView {
  object: "tool";
  name: string;
  description: string;
  source: "built_in" | "http" | "mcp";
  destructive: boolean;
  input_schema: Record<string, unknown>;
}

export interface HttpToolView {
  id: string;
  object: "http_tool";
  name: string;
  description: string;
  input_schema: Record<string, unknown>;
  method: HttpMethod;
  url_template: string;
  /** Their values are never answered. */
  header_names: string[];
  timeout_ms: number;
  destructive: boolean;
  created_at: number;
}

/** A tool of an MCP server as a model is told of it. */
export interface McpToolInfo {
  name: string;
  description: string;
  inputSchema: Record<string, unknown>;
}

export interface McpServerView {
  id: string;
  object: "mcp_server";
  name: string;
  url: string;
  header_names: string[];
  destructive: boolean;
  tools: string[];
  fingerprint: string;
  /** Set when the server offers other tools than were accepted: until they are, none of its tools is used. */
  offered_fingerprint: string | null;
  checked_at: number;
  created_at: number;
}

export interface ToolRunView {
  id: string;
  object: "tool.run";
  tool: string;
  status: RunStatus;
  reason: string | null;
  arguments_hash: string;
  /** While it waits for a decision. */
  arguments?: unknown;
  ms: number | null;
  session_id: string | null;
  /** Who asked: a key, or a person at the dashboard. */
  key_id: string | null;
  person_id: string | null;
  decided_by: string | null;
  decided_by_kind: AskerKind | null;
  created_at: number;
  expires_at: number | null;
}

/** What a server offers otherwise than was accepted. Of one that is gone, what it was. */
export interface McpChange {
  name: string;
  change: "added" | "removed" | "changed";
  description: string;
  input_schema: Record<string, unknown>;
  /** Of one that changed: what was accepted. */
  accepted: { description: string; input_schema: Record<string, unknown> } | null;
}

export interface McpOfferView extends McpServerView {
  offered: string[];
  changes: McpChange[];
}

/** What a call answers: its result, or that somebody has to approve it. */
export interface ToolRunAnswer {
  object: "tool.result";
  run: ToolRunView;
  approval_required: boolean;
  result?: unknown;
}

/** A call, and what its asker and whoever decided is called; null: they are not there any more. */
export interface NamedRun {
  run: ToolRunView;
  askedName: string | null;
  decidedName: string | null;
}

/** Why a tool is not used, or that it is. `paused`: its server offers other tools than were accepted. */
export type ToolState = "allowed" | "not_allowed" | "paused";

/** The tools of a tenant, as those see them who manage them. */
export interface ToolsPlace {
  tools: (ToolView & { state: ToolState })[];
  http: HttpToolView[];
  servers: McpServerView[];
  /** Names of the tools the tenant uses; null: all of them. */
  allowed: readonly string[] | null;
  /** Calls that wait for a decision; so many are counted that a page lists, and one more. */
  waiting: number;
}

export interface CallsPlace {
  status: RunStatus | null;
  calls: NamedRun[];
  newest: boolean;
  /** Where the next page begins; null: there is none. */
  older: string | null;
  /** With what they would be called with, newest first. */
  waiting: NamedRun[];
  /** More wait than are listed. */
  moreWaiting: boolean;
}
