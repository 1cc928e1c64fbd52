import * as z from "zod";
import { toolDepsOf } from "@/durable-objects/conversation/tool-deps";
import { AppError } from "@/lib/platform/errors";
import { derivedId } from "@/lib/platform/ids";
import { httpToolCreate, mcpServerCreate, runDecision, runsQuery, toolRunRequest } from "@/lib/tools/protocol";
import { approveRun, denyRun, getRun, listRuns } from "@/lib/tools/server/decide-run";
import { loadTools, toolView } from "@/lib/tools/server/load-tools";
import { createHttpTool, listHttpToolViews, removeHttpTool } from "@/lib/tools/server/manage-http-tools";
import {
  acceptMcpServer,
  checkMcpServer,
  createMcpServer,
  listMcpServerViews,
  removeMcpServer,
} from "@/lib/tools/server/manage-mcp";
import { runTool } from "@/lib/tools/server/run-tool";
import { type ToolDeps, ToolError } from "@/lib/tools/server/tool";
import { idempotencyMark } from "../idempotency";
import { keyDoor, type Principal } from "../principal";
import { type ApiContext, tableRoute } from "../route";
import {
  deletedView,
  httpToolList,
  httpToolView,
  mcpOffer,
  mcpServerList,
  mcpServerView,
  toolList,
  toolResult,
  toolRun,
  toolRunList,
} from "../session-schemas";

const door = keyDoor("tools");
const tag = "Tools";
const id = z.object({ id: z.uuid() });
const name = z.object({ name: z.string().min(1).max(128) });

const running = [
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
      const { keyId } = who.proof;
      const ask = { tool, args: body.arguments, keyId, session: null, requestId, signal: c.req.raw.signal, id };
      const answer = await runTool(deps, ask).catch((error: unknown) => {
        if (!(error instanceof ToolError)) throw error;
        throw new AppError("invalid_request", error.message, { param: "arguments" });
      });
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
      description: "Newest first. `status=pending` lists those that wait for a decision, with their arguments.",
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
      const decision = { ...body, id: params.id, requestId: c.var.requestId };
      return c.json(await approveRun(depsOf(c, who), who, decision));
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
      const decision = { ...body, id: params.id, requestId: c.var.requestId };
      return c.json(await denyRun(depsOf(c, who), who, decision));
    },
  ),
];

const managing = [
  tableRoute(
    door,
    {
      method: "get",
      path: "/v1/tools/http",
      tag,
      summary: "List HTTP tools",
      answers: { 200: { description: "All of them; there are no pages.", schema: httpToolList } },
    },
    async ({ c, who }) => c.json(await listHttpToolViews(manageDepsOf(c, who))),
  ),
  tableRoute(
    door,
    {
      method: "post",
      path: "/v1/tools/http",
      tag,
      summary: "Add an HTTP tool",
      description: "One request to an address of yours. Values of headers are sealed and never answered.",
      body: httpToolCreate.meta({ id: "HttpToolCreate" }),
      answers: { 201: { description: "The tool.", schema: httpToolView } },
    },
    async ({ c, who, body, bodyText }) => {
      const id = await repeatId(c, who, bodyText);
      return c.json(await createHttpTool(manageDepsOf(c, who), body, id), 201);
    },
  ),
  tableRoute(
    door,
    {
      method: "delete",
      path: "/v1/tools/http/{id}",
      tag,
      summary: "Remove an HTTP tool",
      params: id,
      answers: { 200: { description: "It is gone.", schema: deletedView } },
    },
    async ({ c, who, params }) => c.json(await removeHttpTool(manageDepsOf(c, who), params.id)),
  ),
  tableRoute(
    door,
    {
      method: "get",
      path: "/v1/tools/mcp",
      tag,
      summary: "List MCP servers",
      answers: { 200: { description: "All of them; there are no pages.", schema: mcpServerList } },
    },
    async ({ c, who }) => c.json(await listMcpServerViews(manageDepsOf(c, who))),
  ),
  tableRoute(
    door,
    {
      method: "post",
      path: "/v1/tools/mcp",
      tag,
      summary: "Add an MCP server",
      description: "Its tools are read now, and become `name__tool`.",
      body: mcpServerCreate.meta({ id: "McpServerCreate" }),
      answers: { 201: { description: "The server.", schema: mcpServerView } },
    },
    async ({ c, who, body, bodyText }) => {
      const id = await repeatId(c, who, bodyText);
      return c.json(await createMcpServer(manageDepsOf(c, who), body, id), 201);
    },
  ),
  tableRoute(
    door,
    {
      method: "post",
      path: "/v1/tools/mcp/{id}/check",
      tag,
      summary: "Ask an MCP server for its tools",
      description: "`offered_fingerprint` is set when they are others than were accepted.",
      params: id,
      answers: { 200: { description: "The server, and what it offers.", schema: mcpOffer } },
    },
    async ({ c, who, params }) => c.json(await checkMcpServer(manageDepsOf(c, who), params.id)),
  ),
  tableRoute(
    door,
    {
      method: "post",
      path: "/v1/tools/mcp/{id}/accept",
      tag,
      summary: "Accept the tools of an MCP server",
      params: id,
      body: z.strictObject({ fingerprint: z.string().regex(/^[0-9a-f]{64}$/) }).meta({ id: "McpAccept" }),
      answers: { 200: { description: "The server.", schema: mcpServerView } },
    },
    async ({ c, who, params, body }) =>
      c.json(await acceptMcpServer(manageDepsOf(c, who), params.id, body.fingerprint)),
  ),
  tableRoute(
    door,
    {
      method: "delete",
      path: "/v1/tools/mcp/{id}",
      tag,
      summary: "Remove an MCP server",
      params: id,
      answers: { 200: { description: "It is gone.", schema: deletedView } },
    },
    async ({ c, who, params }) => c.json(await removeMcpServer(manageDepsOf(c, who), params.id)),
  ),
];

/** `/v1/tools*`: what models and callers may have done, and what an organisation adds to that. */
export const toolRoutes = [...running, ...managing];

/** The id of what is made, for a caller who may repeat the call. */
async function repeatId(c: ApiContext, who: Principal, bodyText: string): Promise<string | undefined> {
  const call = { keyId: who.key.keyId, path: c.req.path, bodyText };
  const mark = idempotencyMark(c.req.header("idempotency-key"), call);
  return mark ? derivedId(who.tenantId, "tool", mark.name) : undefined;
}

function depsOf(c: ApiContext, who: Principal): ToolDeps {
  return toolDepsOf(c.env, who.tenantId);
}

/** A key that is limited to some tools does not decide which there are. */
function manageDepsOf(c: ApiContext, who: Principal): ToolDeps {
  if (who.key.tools !== null)
    throw new AppError("forbidden", "This key is limited to some tools: it cannot manage them.");
  return depsOf(c, who);
}
