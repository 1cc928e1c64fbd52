import * as z from "zod/mini";
import type { TenantDb } from "@/db/client";
import type { KnowledgeSearch } from "@/lib/knowledge/protocol";
import type { EgressCall, EgressCalled } from "@/lib/platform/egress";
import type { KeyId, ProjectId, SessionId, TenantId } from "@/lib/platform/ids";
import type { KeyScope } from "@/lib/quotas/protocol";
import type { SessionView } from "@/lib/sessions/protocol";
import type { ConversationRpc } from "@/lib/sessions/server/objects";
import type { ToolView } from "../protocol";

/** What is enough to read of them. */
export interface ToolReads {
  tenantId: TenantId;
  db: TenantDb;
  /** The installation's secret that sealing keys are made from. */
  secret: string;
  now(): number;
}

/** What tools stand on. */
export interface ToolDeps extends ToolReads {
  /** The one way out to addresses that tenants name. */
  egress(call: EgressCall): Promise<EgressCalled>;
  conversation(sessionId: SessionId): ConversationRpc;
  /** What one of the tenant's assistants knows. Whether the project is the tenant's is for the tool to find out first. */
  knowledge(projectId: ProjectId): KnowledgeSearch;
}

/** On whose behalf a tool runs. */
export interface ToolCall {
  runId: string;
  /** The key it is for; null: a person asked, from no session. */
  keyId: KeyId | null;
  /** The session whose model asked; null: a caller did. */
  session: Pick<SessionView, "id" | "user"> | null;
  signal: AbortSignal;
}

export type ParsedArgs = { ok: true; value: unknown } | { ok: false; message: string };

/** One tool, whatever it is made of. */
export interface Tool {
  name: string;
  description: string;
  source: ToolView["source"];
  /** Somebody has to approve each call. */
  destructive: boolean;
  /** What a key needs beside `tools`. */
  scope: KeyScope | null;
  timeoutMs: number;
  inputSchema: Record<string, unknown>;
  parse(args: unknown): ParsedArgs;
  /** @throws ToolError, whose words the model is told. */
  run(deps: ToolDeps, call: ToolCall, args: unknown): Promise<unknown>;
}

/** A tool could not do it. The message is shown to the caller and to the model. */
export class ToolError extends Error {
  /** For the log: one word. */
  readonly reason: string;

  constructor(reason: string, message: string) {
    super(message);
    this.name = "ToolError";
    this.reason = reason;
  }
}

interface ToolSpec<I extends z.ZodMiniType, O extends z.ZodMiniType> {
  name: string;
  description: string;
  destructive: boolean;
  scope: KeyScope | null;
  timeoutMs: number;
  input: I;
  output: O;
  run(deps: ToolDeps, call: ToolCall, input: z.output<I>): Promise<z.input<O>>;
}

/** A built-in tool over a verb. What goes out is checked as well: a tool says no more than it promised. */
export function defineTool<I extends z.ZodMiniType, O extends z.ZodMiniType>(spec: ToolSpec<I, O>): Tool {
  const { input, output, run, ...rest } = spec;
  return {
    ...rest,
    source: "built_in",
    inputSchema: z.toJSONSchema(input, { io: "input" }) as Record<string, unknown>,
    parse: (args) => parseWith(input, args),
    run: async (deps, call, args) => z.parse(output, await run(deps, call, args as z.output<I>)),
  };
}

export function parseWith(schema: z.core.$ZodType, args: unknown): ParsedArgs {
  const result = z.safeParse(schema, args);
  if (result.success) return { ok: true, value: result.data };
  const [issue] = result.error.issues;
  const at = issue?.path.join(".") ?? "";
  return { ok: false, message: `${at === "" ? "The arguments" : at}: ${issue?.message ?? "not valid"}` };
}
