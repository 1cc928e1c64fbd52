import type { HttpToolRow } from "@/db/queries/tenant-tools";
import { buildRequest } from "../core/http-request";
import { checkerOf } from "../protocol";
import { openSealed } from "@/lib/platform/seal";
import { parseWith, type Tool, type ToolDeps, ToolError } from "./tool";

const ANSWER_BYTES_MAX = 262_144;

/** A tool that is one request to an address of the tenant's choice. Its answer is data, whatever it says. */
export function httpTool(row: HttpToolRow): Tool {
  const { name, description, destructive, timeoutMs, inputSchema } = row;
  return {
    name,
    description,
    source: "http",
    destructive,
    scope: null,
    timeoutMs,
    inputSchema,
    parse: (args) => parseWith(checkerOf(inputSchema), args),
    run: async (deps, { signal }, args) => {
      const request = buildRequest(row, args as Record<string, unknown>);
      if (!request.ok) throw new ToolError("invalid_arguments", request.message);
      const headers: Record<string, string> = {
        accept: "application/json, text/*;q=0.5",
        ...(await headersOf(deps, row)),
      };
      if (request.body !== null) headers["content-type"] = "application/json";
      const { url, body } = request;
      const call = { url, body, method: row.method, headers, bytesMax: ANSWER_BYTES_MAX, timeoutMs, signal };
      const answer = await deps.egress(call);
      if (answer.status === "refused") throw notReached(answer.reason);
      const text = new TextDecoder().decode(answer.body);
      return { status: answer.code, body: jsonOr(text), ...(answer.cut ? { cut: true } : {}) };
    },
  };
}

/** Says no more than the kind: an address inside must not be explored by its refusals. */
export function notReached(reason: string): ToolError {
  if (reason === "timeout") return new ToolError("timeout", "The service did not answer in time.");
  if (reason === "redirects")
    return new ToolError("redirect", "The service answered with a redirect, which is not followed.");
  return new ToolError("not_reached", "The service was not reached.");
}

async function headersOf(deps: ToolDeps, { id, sealedHeaders }: HttpToolRow): Promise<Record<string, string>> {
  if (sealedHeaders === null) return {};
  const text = await openSealed(deps.secret, { tenantId: deps.tenantId, purpose: `http-tool:${id}` }, sealedHeaders);
  if (text === null)
    throw new ToolError("sealed", "The tool's headers cannot be read any more: define the tool again.");
  return JSON.parse(text) as Record<string, string>;
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
