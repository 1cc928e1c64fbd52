import { decideToolRun, findToolRun, listToolRuns, type ToolRunRow } from "@/db/queries/tool-runs";
import { AppError } from "@/lib/platform/errors";
import { decodeCursor, encodeCursor } from "@/lib/sessions/core/cursor";
import type { SessionView } from "@/lib/sessions/protocol";
import type { Caller } from "@/lib/sessions/server/objects";
import { clipResult } from "../core/clip";
import type { RunDecision, RunsQuery, ToolRunAnswer, ToolRunView } from "../protocol";
import { loadTools } from "./load-tools";
import { execute, runView } from "./run-tool";
import { openSealed } from "@/lib/platform/seal";
import { type Tool, type ToolDeps, ToolError } from "./tool";

interface Decision extends RunDecision {
  id: string;
  requestId: string;
}

/** Calls of the tenant's tools, newest first. What one that waits would be called with is shown to keys that may use the tool. */
export async function listRuns(
  deps: ToolDeps,
  caller: Caller,
  { limit, cursor, status }: RunsQuery,
): Promise<{ object: "list"; data: ToolRunView[]; has_more: boolean; next_cursor: string | null }> {
  const before = cursor === undefined ? null : decodeCursor(cursor);
  if (cursor !== undefined && !before) throw new AppError("invalid_request", "This is no cursor.", { param: "cursor" });
  const wish = { limit: limit + 1, before, pendingOnly: status === "pending", now: deps.now() };
  const rows = await listToolRuns(deps.db, wish);
  const data = await Promise.all(rows.slice(0, limit).map((row) => shown(deps, caller, row)));
  const last = rows[limit - 1];
  const hasMore = rows.length > limit;
  return { object: "list", data, has_more: hasMore, next_cursor: hasMore && last ? encodeCursor(last) : null };
}

export async function getRun(deps: ToolDeps, caller: Caller, id: string): Promise<ToolRunView> {
  const row = await findToolRun(deps.db, id, deps.now());
  if (!row) throw noRun();
  return shown(deps, caller, row);
}

/**
 * Lets a call that waited be made, once, with exactly the arguments that were read. The key that approves must be allowed
 * to use the tool; the call is made for the one that asked, and a session hears of its result.
 */
export async function approveRun(deps: ToolDeps, caller: Caller, decision: Decision): Promise<ToolRunAnswer> {
  const { id, requestId } = decision;
  const waiting = await findToolRun(deps.db, id, deps.now());
  if (!waiting) throw noRun();
  const tool = (await loadTools(deps, caller)).get(waiting.tool);
  if (!tool) throw notIts();
  const session = await sessionOf(deps, waiting);
  const row = await decide(deps, caller, decision, "running");
  const text = row.sealedArgs === null ? null : await openSealed(deps.secret, placeOf(deps, id), row.sealedArgs);
  const parsed = text === null ? null : tool.parse(JSON.parse(text));
  const ask = { tool: parsed?.ok ? tool : broken(tool), keyId: row.keyId, session, requestId, signal: NEVER };
  const args = parsed?.ok ? parsed.value : null;
  const answer = await execute(deps, ask, { ...row, decidedBy: caller.proof.keyId }, args);
  if (row.sessionId !== null && text !== null) {
    const result = clipResult({ status: answer.run.status, result: answer.result });
    await deps
      .conversation(row.sessionId)
      .approved(deps.tenantId, { runId: id, tool: row.tool, arguments: text, result });
  }
  return answer;
}

/** Says no. Nothing is called. */
export async function denyRun(deps: ToolDeps, caller: Caller, decision: Decision): Promise<ToolRunView> {
  const waiting = await findToolRun(deps.db, decision.id, deps.now());
  if (!waiting) throw noRun();
  if (!isIts(caller, waiting)) throw notIts();
  const row = await decide(deps, caller, decision, "denied");
  return runView({ ...row, status: "denied", decidedBy: caller.proof.keyId });
}

const NEVER = new AbortController().signal;

async function decide(
  deps: ToolDeps,
  { proof }: Caller,
  { id, arguments_hash: argsHash }: Decision,
  to: "running" | "denied",
): Promise<ToolRunRow> {
  const now = deps.now();
  const row = await decideToolRun(deps.db, { id, argsHash, by: proof.keyId, to, now });
  if (row) return row;
  const found = await findToolRun(deps.db, id, now);
  if (!found) throw noRun();
  if (found.status !== "pending")
    throw new AppError("conflict", `This call is ${found.status}: there is nothing to decide.`);
  throw new AppError("conflict", "The call waits with other arguments.", { param: "arguments_hash" });
}

/** The session the call was asked in, for whom it runs. */
async function sessionOf(deps: ToolDeps, { sessionId }: ToolRunRow): Promise<Pick<SessionView, "id" | "user"> | null> {
  if (sessionId === null) return null;
  const found = await deps.conversation(sessionId).read(deps.tenantId);
  if (found.status === "refused") throw new AppError("conflict", "The session that asked is gone.");
  return found.session;
}

/** In place of a tool whose arguments cannot be read, or do not fit it any more. */
function broken(tool: Tool): Tool {
  const run = () => Promise.reject(new ToolError("invalid_arguments", "The arguments do not fit the tool any more."));
  return { ...tool, run };
}

async function shown(deps: ToolDeps, caller: Caller, row: ToolRunRow): Promise<ToolRunView> {
  if (row.sealedArgs === null || !isIts(caller, row)) return runView(row);
  const text = await openSealed(deps.secret, placeOf(deps, row.id), row.sealedArgs);
  return runView(row, text === null ? undefined : JSON.parse(text));
}

function placeOf({ tenantId }: ToolDeps, id: string): { tenantId: ToolDeps["tenantId"]; purpose: string } {
  return { tenantId, purpose: `run:${id}` };
}

/** A key that is limited to some tools has no say about the others. */
function isIts({ key }: Caller, { tool }: ToolRunRow): boolean {
  return key.tools === null || key.tools.includes(tool);
}

function notIts(): AppError {
  return new AppError("forbidden", "This key may not use that tool.");
}

function noRun(): AppError {
  return new AppError("not_found", "There is no such call.");
}
