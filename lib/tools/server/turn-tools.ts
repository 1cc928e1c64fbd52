import type { WireToolCall } from "@/lib/models/protocol";
import { AppError } from "@/lib/platform/errors";
import { isDatabaseOutage } from "@/lib/platform/outage";
import { errorFacts, log } from "@/lib/platform/log";
import type { SessionView } from "@/lib/sessions/protocol";
import type { Caller } from "@/lib/sessions/server/objects";
import type { ToolsAnswer } from "@/lib/sessions/server/ports";
import { clipResult } from "../core/clip";
import { loadTools } from "./load-tools";
import { runTool } from "./run-tool";
import { type Tool, type ToolDeps, ToolError } from "./tool";
import { askerOf } from "./tool-caller";

interface TurnAsk {
  caller: Caller;
  session: SessionView;
  names: readonly string[];
  requestId: string;
}

/** The tools of one turn of a session. None are looked up for a session that has none. */
export async function turnTools(deps: ToolDeps, { caller, session, names, requestId }: TurnAsk): Promise<ToolsAnswer> {
  if (names.length === 0) return { status: "ready", tools: { definitions: [], run: async () => clipResult(NO_TOOL) } };
  const all = await loadTools(deps, caller);
  const tools = new Map<string, Tool>();
  for (const name of names) {
    const tool = all.get(name);
    // A tool that may not be used and one that is not there are the same.
    if (!tool) return { status: "refused", message: `There is no tool "${name}" for this key.` };
    tools.set(name, tool);
  }
  const definitions = [...tools.values()].map(({ name, description, inputSchema }) => ({
    type: "function" as const,
    function: { name, description, parameters: inputSchema },
  }));
  const by = askerOf(caller);
  const run = async ({ function: { name, arguments: text } }: WireToolCall, signal: AbortSignal): Promise<string> => {
    const tool = tools.get(name);
    if (!tool) return clipResult(NO_TOOL);
    try {
      const ask = { tool, args: parseArgs(text), by, session, requestId, signal };
      const answer = await runTool(deps, ask);
      if (answer.approval_required) {
        return clipResult({
          status: "approval_required",
          run_id: answer.run.id,
          note: "A person has to approve it first.",
        });
      }
      return clipResult({ status: answer.run.status, result: answer.result });
    } catch (error) {
      const isSaid = error instanceof ToolError || (error instanceof AppError && error.code === "rate_limited");
      if (isSaid) return clipResult({ status: "failed", result: { error: error.message } });
      const level = isDatabaseOutage(error) ? "warn" : "error";
      log({ event: "tool.failed", level, requestId, ...errorFacts(error) });
      return clipResult({ status: "failed", result: { error: "The tool cannot run at the moment." } });
    }
  };
  return { status: "ready", tools: { definitions, run } };
}

const NO_TOOL = { status: "failed", result: { error: "There is no such tool." } };

function parseArgs(text: string): unknown {
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ToolError("invalid_arguments", "The arguments are not valid JSON.");
  }
}
