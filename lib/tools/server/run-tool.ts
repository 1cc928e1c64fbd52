import { findToolRun, finishToolRun, insertToolRun, type NewToolRun, type ToolRunRow } from "@/db/queries/tool-runs";
import { AppError } from "@/lib/platform/errors";
import { newId, type KeyId, type PersonId, type SessionId } from "@/lib/platform/ids";
import { errorFacts, log } from "@/lib/platform/log";
import { sha256Hex } from "@/lib/platform/sha256";
import type { SessionView } from "@/lib/sessions/protocol";
import { canonicalJson } from "../core/canonical";
import { type RunStatus, TOOL_LIMITS } from "../core/limits";
import type { ToolRunAnswer, ToolRunView } from "../protocol";
import { sealText } from "@/lib/platform/seal";
import { type Tool, type ToolDeps, ToolError } from "./tool";
import type { Asker } from "./tool-caller";

export interface RunAsk {
  tool: Tool;
  args: unknown;
  by: Asker;
  session: Pick<SessionView, "id" | "user"> | null;
  requestId: string;
  signal: AbortSignal;
  /** Of a caller that may repeat the call: under one id it is made once. */
  id?: string;
}

/**
 * Calls a tool, or writes down that somebody has to approve the call. Nothing is called that is not in the log before:
 * while Postgres is away no tool runs.
 */
export async function runTool(deps: ToolDeps, ask: RunAsk): Promise<ToolRunAnswer> {
  const { tool, by, session } = ask;
  const text = canonicalJson(ask.args);
  if (text.length > TOOL_LIMITS.argumentsCharsMax)
    throw new ToolError("invalid_arguments", "The arguments are too long.");
  const parsed = tool.parse(ask.args);
  if (!parsed.ok) throw new ToolError("invalid_arguments", parsed.message);
  const id = ask.id ?? newId();
  const { secret, tenantId } = deps;
  const now = deps.now();
  const run: NewToolRun = {
    id,
    tool: tool.name,
    argsHash: await sha256Hex(text),
    status: tool.destructive ? "pending" : "running",
    reason: null,
    sessionId: (session?.id as SessionId | undefined) ?? null,
    ...columnsOf(by),
    at: now,
    expiresAt: tool.destructive ? now + TOOL_LIMITS.approvalMs : null,
    sealedArgs: tool.destructive ? await sealText(secret, { tenantId, purpose: `run:${id}` }, text) : null,
  };
  const written = await insertToolRun(deps.db, run, TOOL_LIMITS.runsPerMinute);
  if (written === "limited") throw tooManyRuns();
  if (ask.id !== undefined && written === "repeated") return repeated(deps, run);
  const row: ToolRunRow = { ...run, ms: null, decidedBy: null, decidedKind: null };
  if (!tool.destructive) return execute(deps, ask, row, parsed.value);
  return { object: "tool.result", run: runView(row), approval_required: true };
}

/** Which column says who asked. */
function columnsOf({ kind, id }: Asker): Pick<ToolRunRow, "keyId" | "personId"> {
  return kind === "key" ? { keyId: id as KeyId, personId: null } : { keyId: null, personId: id as PersonId };
}

const RETRY_MS = 10_000;

/** The window slides, so that some room comes back long before the minute is over. */
function tooManyRuns(): AppError {
  return new AppError("rate_limited", "Too many calls of tools in a minute.", { retryAfterMs: RETRY_MS });
}

/** What a caller is told of arguments that a tool does not take. */
export function toRefusal(error: unknown): never {
  if (!(error instanceof ToolError)) throw error;
  throw new AppError("invalid_request", error.message, { param: "arguments" });
}

/** What became of a call that was made before. Its result was told then, and is kept nowhere. */
async function repeated(deps: ToolDeps, { id, tool, argsHash }: NewToolRun): Promise<ToolRunAnswer> {
  const row = await findToolRun(deps.db, id, deps.now());
  if (row?.tool !== tool || row.argsHash !== argsHash) {
    throw new AppError("conflict", "This Idempotency-Key was used for another request.", { param: "Idempotency-Key" });
  }
  return { object: "tool.result", run: runView(row), approval_required: row.status === "pending" };
}

/** Makes a call that the log knows as running, and writes down how it ended. Never throws for what a tool does. */
export async function execute(
  deps: ToolDeps,
  { tool, session, signal, requestId }: Omit<RunAsk, "args" | "id" | "by">,
  row: ToolRunRow,
  args: unknown,
): Promise<ToolRunAnswer> {
  const startedMs = deps.now();
  const ended = await attempt(deps, tool, { runId: row.id, keyId: row.keyId, session, signal }, args);
  const ms = Math.max(0, deps.now() - startedMs);
  const { status, reason } = ended;
  await finishToolRun(deps.db, row.id, { status, reason, ms }).catch((error: unknown) => {
    log({ event: "tool.failed", level: "error", requestId, runId: row.id, ...errorFacts(error) });
  });
  log({ event: "tool.run", requestId, runId: row.id, source: tool.source, status, reason, ms });
  const run = runView({ ...row, status, reason, ms, sealedArgs: null });
  return { object: "tool.result", run, approval_required: false, result: ended.result };
}

interface Ended {
  status: RunStatus;
  reason: string | null;
  result: unknown;
}

async function attempt(deps: ToolDeps, tool: Tool, call: Parameters<Tool["run"]>[1], args: unknown): Promise<Ended> {
  const stop = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      stop.abort();
      reject(new ToolError("timeout", "The tool did not answer in time."));
    }, tool.timeoutMs);
  });
  const signal = AbortSignal.any([call.signal, stop.signal]);
  try {
    const result = await Promise.race([tool.run(deps, { ...call, signal }, args), late]);
    return { status: "ok", reason: null, result };
  } catch (error) {
    if (!(error instanceof ToolError)) {
      log({ event: "tool.failed", level: "error", runId: call.runId, ...errorFacts(error) });
      return { status: "failed", reason: "internal", result: { error: "The tool failed." } };
    }
    const status = error.reason === "timeout" ? "timeout" : "failed";
    return { status, reason: error.reason, result: { error: error.message } };
  } finally {
    clearTimeout(timer);
  }
}

/** A run as it is answered. `args`: what it waits to be called with. */
export function runView(row: ToolRunRow, args?: unknown): ToolRunView {
  return {
    id: row.id,
    object: "tool.run",
    tool: row.tool,
    status: row.status,
    reason: row.reason,
    arguments_hash: row.argsHash,
    ...(args === undefined ? {} : { arguments: args }),
    ms: row.ms,
    session_id: row.sessionId,
    key_id: row.keyId,
    person_id: row.personId,
    decided_by: row.decidedBy,
    decided_by_kind: row.decidedKind,
    created_at: row.at,
    expires_at: row.expiresAt,
  };
}
