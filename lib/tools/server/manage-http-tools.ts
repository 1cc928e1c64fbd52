import { deleteHttpTool, type HttpToolRow, insertHttpTool, listHttpTools } from "@/db/queries/tenant-tools";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { canonicalJson } from "../core/canonical";
import { objectionToSchema, objectionToTemplate } from "../core/http-request";
import { TOOL_LIMITS } from "../core/limits";
import { checkerOf, type HttpToolCreate, type HttpToolView } from "../protocol";
import { BUILT_IN_TOOLS } from "./built-in";
import { httpToolView } from "./source-views";
import { sealText } from "@/lib/platform/seal";
import type { ToolReads } from "./tool";
import { entryOf, type ToolAct } from "./tool-caller";

const TIMEOUT_MS = 10_000;

/** Adds a tool. Under one id a repeat is told of the one that was added. */
export async function createHttpTool(
  deps: ToolReads,
  act: ToolAct,
  wish: HttpToolCreate,
  id: string = newId(),
): Promise<HttpToolView> {
  const schema = wish.input_schema;
  refuse(objectionToSchema(schema) ?? uncheckable(schema), "input_schema");
  refuse(objectionToTemplate(wish.url_template, schema), "url_template");
  if (BUILT_IN_TOOLS.some(({ name }) => name === wish.name)) throw taken();
  const headers = wish.headers ?? {};
  const headerNames = Object.keys(headers);
  const place = { tenantId: deps.tenantId, purpose: `http-tool:${id}` };
  const row: HttpToolRow = {
    id,
    name: wish.name,
    description: wish.description,
    inputSchema: schema,
    method: wish.method,
    urlTemplate: wish.url_template,
    headerNames,
    sealedHeaders: headerNames.length > 0 ? await sealText(deps.secret, place, JSON.stringify(headers)) : null,
    timeoutMs: wish.timeout_ms ?? TIMEOUT_MS,
    destructive: wish.destructive ?? wish.method !== "GET",
    createdAt: deps.now(),
  };
  const { name, method, destructive } = row;
  // An address may hold what is nobody's business: the log tells its host.
  const facts = { name, method, host: new URL(row.urlTemplate).host, headers: headerNames, needsApproval: destructive };
  const entry = await entryOf(deps.db, act, "tool.added", id, facts);
  const saved = await insertHttpTool(deps.db, row, TOOL_LIMITS.httpToolsMax, entry);
  if (saved === "taken") throw taken();
  if (saved === "full") throw new AppError("conflict", `A tenant has at most ${TOOL_LIMITS.httpToolsMax} HTTP tools.`);
  const stored = (await listHttpTools(deps.db)).find((tool) => tool.id === id);
  const view = httpToolView(stored ?? row);
  if (canonicalJson({ ...view, created_at: 0 }) !== canonicalJson({ ...httpToolView(row), created_at: 0 })) {
    throw keyUsed();
  }
  return view;
}

export async function listHttpToolViews(deps: ToolReads): Promise<{ object: "list"; data: HttpToolView[] }> {
  return { object: "list", data: (await listHttpTools(deps.db)).map(httpToolView) };
}

export async function removeHttpTool(
  deps: ToolReads,
  act: ToolAct,
  id: string,
): Promise<{ id: string; deleted: true }> {
  const entry = await entryOf(deps.db, act, "tool.removed", id, {});
  if (!(await deleteHttpTool(deps.db, id, entry))) throw new AppError("not_found", "There is no such tool.");
  return { id, deleted: true };
}

function uncheckable(schema: Record<string, unknown>): string | null {
  try {
    checkerOf(schema);
    return null;
  } catch {
    return "This schema uses something that cannot be checked here.";
  }
}

function refuse(objection: string | null, param: string): void {
  if (objection !== null) throw new AppError("invalid_request", objection, { param });
}

/** A repeat that is none. */
export function keyUsed(): AppError {
  return new AppError("conflict", "This Idempotency-Key was used for another request.", { param: "Idempotency-Key" });
}

function taken(): AppError {
  return new AppError("conflict", "There is a tool of that name.", { param: "name" });
}
