/**
 * The bodies of `/v1/sessions*`. In: parsed. Out: typed. A session is a conversation whose turns the server keeps.
 * Classic zod, since the OpenAPI document is generated from these; never loaded by a browser.
 */
import * as z from "zod";
import type { ChatCompletion, FinishReason, WireToolCall, WireUsage } from "@/lib/models/protocol";
import { holdsKey } from "@/lib/platform/mask-keys";
import { cleanText } from "./core/text";

export const SESSION_LIMITS = {
  contentCharsMax: 200_000,
  instructionsCharsMax: 20_000,
  /** After that many messages a session is full: reset it, or begin another one. */
  messagesMax: 20_000,
  /** Model calls of one turn: the last one gets no tools and has to answer. */
  stepsMax: 8,
  toolsMax: 64,
  pageSize: 50,
  pageSizeMax: 200,
} as const;

const text = (max: number) => z.string().max(max).overwrite(cleanText);
/** What is kept as a name of something is never a key that was put into the wrong place. */
const name = (schema: z.ZodString) => schema.refine((text) => !holdsKey(text), "An API key does not belong here.");
const modelName = name(z.string().min(1).max(256));
const toolNames = z.array(name(z.string().min(1).max(128))).max(SESSION_LIMITS.toolsMax);
const label = text(512);

/** The body of `POST /v1/sessions`. */
export const sessionCreate = z.strictObject({
  title: text(200).optional(),
  /** Absent: the router chooses for every message. */
  model: modelName.optional(),
  /** What the model is told before anything else, after the tenant's own prompt. */
  instructions: text(SESSION_LIMITS.instructionsCharsMax).optional(),
  /** The caller's own user: lists can be narrowed to it, limits per user count under it, and tools see no other user's sessions. */
  user: name(text(256)).optional(),
  metadata: z
    .record(text(64), label)
    .refine((pairs) => Object.keys(pairs).length <= 16, "At most 16 pairs.")
    .optional(),
  /** Tools the model may call on the server in this session. Absent: none. */
  tools: toolNames.optional(),
});
export type SessionCreate = z.infer<typeof sessionCreate>;

/** The body of `POST /v1/sessions/:id/messages`. */
export const sessionPost = z.strictObject({
  content: text(SESSION_LIMITS.contentCharsMax).min(1),
  stream: z.boolean().optional(),
  stream_options: z.strictObject({ include_usage: z.boolean().optional() }).optional(),
  /** In place of the session's for this message. */
  model: modelName.optional(),
  tools: toolNames.optional(),
  max_completion_tokens: z.int().min(1).optional(),
  temperature: z.number().min(0).max(2).optional(),
  top_p: z.number().min(0).max(1).optional(),
  reasoning_effort: z.enum(["none", "minimal", "low", "medium", "high"]).optional(),
});
export type SessionPost = z.infer<typeof sessionPost>;

const pageSize = z.coerce.number().int().min(1).max(SESSION_LIMITS.pageSizeMax).default(SESSION_LIMITS.pageSize);

/** The query of `GET /v1/sessions`: newest first. */
export const sessionsQuery = z.strictObject({
  limit: pageSize,
  cursor: z.string().min(1).max(200).optional(),
  user: name(text(256)).optional(),
});
export type SessionsQuery = z.infer<typeof sessionsQuery>;

const place = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** The query of `GET /v1/sessions/:id/messages`: the newest ones, those before a place, or those after one. */
export const messagesQuery = z
  .strictObject({ limit: pageSize, before: place.optional(), after: place.optional() })
  .refine(({ before, after }) => before === undefined || after === undefined, "Either before or after.");

export interface SessionView {
  id: string;
  object: "session";
  title: string;
  model: string | null;
  instructions: string;
  user: string | null;
  metadata: Record<string, string>;
  tools: string[];
  /** An answer is being written. */
  status: "idle" | "running";
  /** The newest message's place; 0 before the first. */
  last_seq: number;
  created_at: number;
  updated_at: number;
}

/** `running`: still being written. `aborted`: it ended early and `content` is what there was. `failed`: see `error`. */
export const MESSAGE_STATUSES = ["running", "complete", "aborted", "failed"] as const;
export type MessageStatus = (typeof MESSAGE_STATUSES)[number];

/** One message. Places (`seq`) are dense from 1 and never used again, not even after a reset. */
export interface SessionMessage {
  object: "session.message";
  session_id: string;
  seq: number;
  /** Counts what was asked: a question, its answer and the tool calls between them share it. */
  turn: number;
  role: "user" | "assistant" | "tool";
  content: string;
  tool_calls?: WireToolCall[];
  tool_call_id?: string;
  /** The tool that answered, or where a message came from that no caller wrote. */
  name?: string;
  status: MessageStatus;
  model?: string;
  finish_reason?: FinishReason;
  usage?: WireUsage;
  error?: { code: string; message: string };
  created_at: number;
}

/** The answer to a message that was not streamed. */
export type SessionAnswer = ChatCompletion & { session: { id: string; turn: number; seq: number } };

export interface Page<T> {
  object: "list";
  data: T[];
  has_more: boolean;
}

export type SessionsPage = Page<SessionView> & { next_cursor: string | null };
