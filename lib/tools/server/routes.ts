import { Hono, type Context } from "hono";
import { jwtVerify } from "jose";
import type * as z from "zod/mini";
import { readPolicy } from "@/db/queries/tenant-config";
import { parseInput } from "@/lib/http/parse-input";
import { readJson } from "@/lib/http/read-json";
import { parseEnv, type Env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import type { PersonId, TenantId } from "@/lib/platform/ids";
import { sha256Hex } from "@/lib/platform/sha256";
import { ACT_BYTES_MAX, type ActClaims, type ToolActName, TOOLS_AUDIENCE } from "../core/acts";
import { httpToolCreate, mcpAccept, mcpServerCreate, namedRun, nothing, runDecision, sentAct } from "../protocol";
import { approveRun, denyRun } from "./decide-run";
import { loadTools } from "./load-tools";
import { createHttpTool, removeHttpTool } from "./manage-http-tools";
import { acceptMcpServer, checkMcpServer, createMcpServer, removeMcpServer } from "./manage-mcp";
import { runTool, toRefusal } from "./run-tool";
import type { ToolDeps } from "./tool";
import { askerOf, type ToolAct } from "./tool-caller";

type App<B extends object> = { Bindings: B; Variables: { requestId: string } };
type Doing = (deps: ToolDeps, act: ToolAct, id: string, given: Record<string, unknown>, c: Context) => Promise<object>;

/**
 * POST /internal/tools: one act of a person of the dashboard, who was proved there to be allowed to. A token is good for
 * one body, and no act does more when it comes twice.
 */
export function toolActRoutes<B extends object>(depsOf: (bindings: B, tenantId: TenantId) => ToolDeps) {
  return new Hono<App<B>>().post("/", async (c) => {
    const { value, text } = await readJson(c.req.raw, ACT_BYTES_MAX);
    const claims = await requireToken(parseEnv(c.env), c.req.header("authorization"), text);
    const deps = depsOf(c.env, claims.tenant as TenantId);
    const policy = await readPolicy(deps.db);
    if (policy.status === "suspended") throw new AppError("forbidden", "This organisation is suspended.");
    const { act, id, given } = parseInput(sentAct, value);
    const by = { caller: { person: claims.sub as PersonId, policy }, requestId: claims.request };
    const answer = await ACTS[act](deps, by, id, given, c);
    return c.json(answer, 200, { "cache-control": "no-store", "x-request-id": c.var.requestId });
  });
}

function doing<S extends z.core.$ZodType>(
  schema: S,
  run: (deps: ToolDeps, act: ToolAct, id: string, given: z.output<S>, c: Context) => Promise<object>,
): Doing {
  return (deps, act, id, given, c) => run(deps, act, id, parseInput(schema, given), c);
}

const ACTS: Record<ToolActName, Doing> = {
  run: doing(namedRun, async (deps, act, id, { name, arguments: args }, c) => {
    const tool = (await loadTools(deps, act.caller)).get(name);
    if (!tool) throw new AppError("not_found", "There is no such tool, or your organisation does not allow it.");
    const ask = { tool, args, by: askerOf(act.caller), session: null, requestId: act.requestId, id };
    return runTool(deps, { ...ask, signal: c.req.raw.signal }).catch(toRefusal);
  }),
  "run.approve": doing(runDecision, (deps, act, id, decision) => approveRun(deps, act, { ...decision, id })),
  "run.deny": doing(runDecision, (deps, act, id, decision) => denyRun(deps, act, { ...decision, id })),
  "http.create": doing(httpToolCreate, (deps, act, id, wish) => createHttpTool(deps, act, wish, id)),
  "http.remove": doing(nothing, (deps, act, id) => removeHttpTool(deps, act, id)),
  "mcp.create": doing(mcpServerCreate, (deps, act, id, wish) => createMcpServer(deps, act, wish, id)),
  "mcp.check": doing(nothing, (deps, _act, id) => checkMcpServer(deps, id)),
  "mcp.accept": doing(mcpAccept, (deps, act, id, { fingerprint }) => acceptMcpServer(deps, act, id, fingerprint)),
  "mcp.remove": doing(nothing, (deps, act, id) => removeMcpServer(deps, act, id)),
};

async function requireToken(env: Env, header: string | undefined, text: string): Promise<ActClaims & { sub: string }> {
  const refused = new AppError("unauthenticated", "This address is for the installation itself.");
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(header ?? "")?.[1];
  if (token === undefined) throw refused;
  const wanted = {
    algorithms: ["HS256"],
    audience: TOOLS_AUDIENCE,
    requiredClaims: ["exp", "sub", "tenant", "body", "request"],
    maxTokenAge: "1 minute",
  };
  const { payload } = await jwtVerify<ActClaims & { sub: string }>(
    token,
    new TextEncoder().encode(env.INTERNAL_SECRET),
    wanted,
  ).catch(() => {
    throw refused;
  });
  if (payload.body !== (await sha256Hex(text))) throw refused;
  return payload;
}
