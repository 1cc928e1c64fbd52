import { decideToolRun, findToolRun, type ToolRunRow } from "@/db/queries/tool-runs";
import { AppError } from "@/lib/platform/errors";
import type { SessionView } from "@/lib/sessions/protocol";
import { clipResult } from "../core/clip";
import type { RunDecision, ToolRunAnswer, ToolRunView } from "../protocol";
import { isIts, noRun, placeOf } from "./list-runs";
import { loadTools } from "./load-tools";
import { execute, runView } from "./run-tool";
import { openSealed } from "@/lib/platform/seal";
import { type Tool, type ToolDeps, ToolError } from "./tool";
import { askerOf, entryOf, type ToolAct } from "./tool-caller";

interface Decision extends RunDecision {
  id: string;
}

/**
 * Lets a call that waited be made, once, with exactly the arguments that were read. Whoever approves must be allowed
 * to use the tool; the call is made for the one that asked, and a session hears of its result.
 */
export async function approveRun(deps: ToolDeps, act: ToolAct, decision: Decision): Promise<ToolRunAnswer> {
  const { id } = decision;
  const waiting = await findToolRun(deps.db, id, deps.now());
  if (!waiting) throw noRun();
  const tool = (await loadTools(deps, act.caller)).get(waiting.tool);
  if (!tool) throw notIts();
  const session = await sessionOf(deps, waiting);
  const row = await decide(deps, act, decision, waiting, "running");
  const text = row.sealedArgs === null ? null : await openSealed(deps.secret, placeOf(deps, id), row.sealedArgs);
  const parsed = text === null ? null : tool.parse(JSON.parse(text));
  const ask = { tool: parsed?.ok ? tool : broken(tool), session, requestId: act.requestId, signal: NEVER };
  const args = parsed?.ok ? parsed.value : null;
  const answer = await execute(deps, ask, row, args);
  if (row.sessionId !== null && text !== null) {
    const result = clipResult({ status: answer.run.status, result: answer.result });
    await deps
      .conversation(row.sessionId)
      .approved(deps.tenantId, { runId: id, tool: row.tool, arguments: text, result });
  }
  return answer;
}

/** Says no. Nothing is called. */
export async function denyRun(deps: ToolDeps, act: ToolAct, decision: Decision): Promise<ToolRunView> {
  const waiting = await findToolRun(deps.db, decision.id, deps.now());
  if (!waiting) throw noRun();
  if (!isIts(act.caller, waiting)) throw notIts();
  const row = await decide(deps, act, decision, waiting, "denied");
  return runView({ ...row, status: "denied" });
}

const NEVER = new AbortController().signal;

async function decide(
  deps: ToolDeps,
  act: ToolAct,
  { id, arguments_hash: argsHash }: Decision,
  { tool, sessionId }: ToolRunRow,
  to: "running" | "denied",
): Promise<ToolRunRow> {
  const now = deps.now();
  const by = askerOf(act.caller);
  const facts = { tool, ...(sessionId === null ? {} : { session: sessionId }) };
  const what = to === "running" ? "tool_run.approved" : "tool_run.denied";
  const entry = await entryOf(deps.db, act, what, id, facts);
  const row = await decideToolRun(deps.db, { id, argsHash, by, to, now }, entry);
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

function notIts(): AppError {
  return new AppError("forbidden", "This key may not use that tool.");
}
