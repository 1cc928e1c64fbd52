import * as z from "zod";
import { AppError } from "@/lib/platform/errors";
import { runDecision, runsQuery, toolRunRequest } from "@/lib/tools/protocol";
import { approveRun, denyRun } from "@/lib/tools/server/decide-run";
import { getRun, listRuns } from "@/lib/tools/server/list-runs";
import { loadTools, toolView } from "@/lib/tools/server/load-tools";
import { runTool, toRefusal } from "@/lib/tools/server/run-tool";
import { askerOf } from "@/lib/tools/server/tool-caller";
import { keyDoor } from "../principal";
import { tableRoute } from "../route";
import { toolList, toolResult, toolRun, toolRunList } from "../session-schemas";
import { actOf, depsOf, repeatId } from "../tool-deps";

const door = keyDoor("tools");
const tag = "Tools";
const id = z.object({ id: z.uuid() });
const name = z.object({ name: z.string().min(1).max(128) });

/** `/v1/tools`, and the calls of them: what models and callers may have done. */
export const toolRoutes = [
  tableRoute(
    door,
    {
      method: "get",
      path: "/v1/tools",
      tag,
      summary: "List tools",
      description:
        "Those that this key may use: built in, your organisation's HTTP tools, and those of its MCP servers.",
      answers: { 200: { description: "All of them; there are no pages.", schema: toolList } },
    },
    async ({ c, who }) => {
      const tools = await loadTools(depsOf(c, who), who);
      return c.json({ object: "list", data: [...tools.values()].map(toolView) });
    },
  ),
  tableRoute(
    door,
    {
      method: "post",
      path: "/v1/tools/{name}/run",
      tag,
      summary: "Run a tool",
      description:
        "A tool that needs an approval is not run: the answer is 202 with `approval_required`, and the call waits for a decision. With an `Idempotency-Key` it is called once: a repeat is told what became of it, without the result.",
      params: name,
      body: toolRunRequest.meta({ id: "ToolRunRequest" }),
      answers: {
        200: { description: "It ran; `run.status` says how it ended.", schema: toolResult },
        202: { description: "It waits for an approval.", schema: toolResult },
      },
    },
    async ({ c, who, params, body, bodyText }) => {
      const deps = depsOf(c, who);
      const id = await repeatId(c, who, bodyText);
      const tool = (await loadTools(deps, who)).get(params.name);
      if (!tool) throw new AppError("not_found", "There is no such tool for this key.");
      const { requestId } = c.var;
      const ask = {
        tool,
        args: body.arguments,
        by: askerOf(who),
        session: null,
        requestId,
        signal: c.req.raw.signal,
        id,
      };
      const answer = await runTool(deps, ask).catch(toRefusal);
      return c.json(answer, answer.approval_required ? 202 : 200);
    },
  ),
  tableRoute(
    door,
    {
      method: "get",
      path: "/v1/tools/runs",
      tag,
      summary: "List calls of tools",
      description:
        "Newest first. `status=pending` lists those that wait for a decision, with their arguments; any other `run.status` lists calls that are so now.",
      query: runsQuery,
      answers: { 200: { description: "A page.", schema: toolRunList } },
    },
    async ({ c, who, query }) => c.json(await listRuns(depsOf(c, who), who, query)),
  ),
  tableRoute(
    door,
    {
      method: "get",
      path: "/v1/tools/runs/{id}",
      tag,
      summary: "Read a call",
      params: id,
      answers: { 200: { description: "The call.", schema: toolRun } },
    },
    async ({ c, who, params }) => c.json(await getRun(depsOf(c, who), who, params.id)),
  ),
  tableRoute(
    door,
    {
      method: "post",
      path: "/v1/tools/runs/{id}/approve",
      tag,
      summary: "Approve a call",
      description:
        "Runs it once, with exactly the arguments whose hash is sent. A session that asked hears of the result.",
      params: id,
      body: runDecision.meta({ id: "ToolRunDecision" }),
      answers: { 200: { description: "It ran.", schema: toolResult } },
    },
    async ({ c, who, params, body }) => {
      const decision = { ...body, id: params.id };
      return c.json(await approveRun(depsOf(c, who), actOf(c, who), decision));
    },
  ),
  tableRoute(
    door,
    {
      method: "post",
      path: "/v1/tools/runs/{id}/deny",
      tag,
      summary: "Deny a call",
      params: id,
      body: runDecision.meta({ id: "ToolRunDecision" }),
      answers: { 200: { description: "It will not run.", schema: toolRun } },
    },
    async ({ c, who, params, body }) => {
      const decision = { ...body, id: params.id };
      return c.json(await denyRun(depsOf(c, who), actOf(c, who), decision));
    },
  ),
];
