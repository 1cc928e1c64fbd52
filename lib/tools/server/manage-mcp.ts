import {
  acceptMcpTools,
  deleteMcpServer,
  insertMcpServer,
  listMcpServers,
  type McpServerRow,
  noteMcpOffer,
} from "@/db/queries/tenant-tools";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { changesOf, mcpToolName } from "../core/mcp";
import { TOOL_LIMITS } from "../core/limits";
import type { McpOfferView, McpServerCreate, McpServerView } from "../protocol";
import { keyUsed } from "./manage-http-tools";
import { type OfferedTools, readMcpTools } from "./mcp";
import { mcpServerView } from "./source-views";
import { sealText } from "@/lib/platform/seal";
import { type ToolDeps, ToolError, type ToolReads } from "./tool";
import { entryOf, type ToolAct } from "./tool-caller";

const TIMEOUT_MS = 20_000;

/** Adds a server with the tools it offers now: whoever adds it has seen them in the answer. */
export async function createMcpServer(
  deps: ToolDeps,
  act: ToolAct,
  wish: McpServerCreate,
  id: string = newId(),
): Promise<McpServerView> {
  if (!wish.url.startsWith("https://")) {
    throw new AppError("invalid_request", "The address must begin with https://.", { param: "url" });
  }
  const headers = wish.headers ?? {};
  const headerNames = Object.keys(headers);
  const place = { tenantId: deps.tenantId, purpose: `mcp:${id}` };
  const sealedHeaders = headerNames.length > 0 ? await sealText(deps.secret, place, JSON.stringify(headers)) : null;
  const server = { id, name: wish.name, url: wish.url, sealedHeaders };
  const { tools, fingerprint } = await offered(deps, server);
  const now = deps.now();
  const row: McpServerRow = {
    ...server,
    headerNames,
    destructive: wish.destructive ?? true,
    tools,
    fingerprint,
    offeredFingerprint: null,
    checkedAt: now,
    createdAt: now,
  };
  const { name, destructive } = row;
  const named = tools.map((tool) => tool.name);
  const facts = { name, host: new URL(row.url).host, headers: headerNames, needsApproval: destructive, tools: named };
  const entry = await entryOf(deps.db, act, "mcp_server.added", id, facts);
  const saved = await insertMcpServer(deps.db, row, TOOL_LIMITS.mcpServersMax, entry);
  if (saved === "taken") throw new AppError("conflict", "There is a server of that name.", { param: "name" });
  if (saved === "full")
    throw new AppError("conflict", `A tenant has at most ${TOOL_LIMITS.mcpServersMax} MCP servers.`);
  // Under one id a repeat is told of the one that was added.
  const stored = (await listMcpServers(deps.db)).find((one) => one.id === id) ?? row;
  if (stored.name !== row.name || stored.url !== row.url || stored.destructive !== row.destructive) throw keyUsed();
  return mcpServerView(stored);
}

export async function listMcpServerViews(deps: ToolReads): Promise<{ object: "list"; data: McpServerView[] }> {
  return { object: "list", data: (await listMcpServers(deps.db)).map(mcpServerView) };
}

/** Asks the server what it offers. Something else than was accepted is noted, and nothing of it is used. */
export async function checkMcpServer(deps: ToolDeps, id: string): Promise<McpOfferView> {
  const row = await requireServer(deps, id);
  const { tools, fingerprint } = await offered(deps, row);
  const now = deps.now();
  await noteMcpOffer(deps.db, id, fingerprint, now);
  const differs = fingerprint === row.fingerprint ? null : fingerprint;
  const view = mcpServerView({ ...row, checkedAt: now, offeredFingerprint: differs });
  return {
    ...view,
    offered: tools.map(({ name }) => mcpToolName(row.name, name)),
    changes: changesOf(row.name, row.tools, tools),
  };
}

/** Accepts what the server offers, if it is still what was looked at. */
export async function acceptMcpServer(
  deps: ToolDeps,
  act: ToolAct,
  id: string,
  fingerprint: string,
): Promise<McpServerView> {
  const row = await requireServer(deps, id);
  const now = deps.now();
  const offer = await offered(deps, row);
  if (offer.fingerprint !== fingerprint) {
    await noteMcpOffer(deps.db, id, offer.fingerprint, now);
    throw new AppError("conflict", "The server offers other tools by now.", { param: "fingerprint" });
  }
  const tools = offer.tools.map(({ name }) => name);
  const entry = await entryOf(deps.db, act, "mcp_server.accepted", id, { tools });
  if (!(await acceptMcpTools(deps.db, id, { ...offer, at: now }, entry))) throw noServer();
  return mcpServerView({ ...row, ...offer, offeredFingerprint: null, checkedAt: now });
}

export async function removeMcpServer(
  deps: ToolReads,
  act: ToolAct,
  id: string,
): Promise<{ id: string; deleted: true }> {
  const entry = await entryOf(deps.db, act, "mcp_server.removed", id, {});
  if (!(await deleteMcpServer(deps.db, id, entry))) throw noServer();
  return { id, deleted: true };
}

async function requireServer(deps: ToolDeps, id: string): Promise<McpServerRow> {
  const row = (await listMcpServers(deps.db)).find((server) => server.id === id);
  if (!row) throw noServer();
  return row;
}

async function offered(deps: ToolDeps, server: Parameters<typeof readMcpTools>[1]): Promise<OfferedTools> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), TIMEOUT_MS);
  try {
    return await readMcpTools(deps, server, stop.signal);
  } catch (error) {
    const message = error instanceof ToolError ? error.message : "The server did not answer in time.";
    throw new AppError("invalid_request", message, { param: "url", cause: error });
  } finally {
    clearTimeout(timer);
  }
}

function noServer(): AppError {
  return new AppError("not_found", "There is no such server.");
}
