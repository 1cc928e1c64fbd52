import { createMCPClient, type MCPClient } from "@ai-sdk/mcp";
import type { McpServerRow } from "@/db/queries/tenant-tools";
import { sha256Hex } from "@/lib/platform/sha256";
import { mcpToolName, toldOf, usableTools } from "../core/mcp";
import type { McpToolInfo } from "../protocol";
import { notReached } from "./http-tools";
import { openSealed } from "@/lib/platform/seal";
import { type Tool, type ToolDeps, ToolError } from "./tool";

const ANSWER_BYTES_MAX = 524_288;
const TIMEOUT_MS = 20_000;
/** So long the list that was accepted is believed without asking the server. */
const BELIEVED_MS = 300_000;
const PAGES_MAX = 5;

export interface OfferedTools {
  tools: McpToolInfo[];
  fingerprint: string;
}

/** What a server offers now. @throws ToolError */
export async function readMcpTools(deps: ToolDeps, server: McpPlace, signal: AbortSignal): Promise<OfferedTools> {
  const listed = await withClient(deps, server, signal, async (client) => {
    const tools: McpToolInfo[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < PAGES_MAX; page++) {
      const answer = await client.listTools({
        ...(cursor === undefined ? {} : { params: { cursor } }),
        options: { signal },
      });
      for (const { name, description = "", inputSchema } of answer.tools)
        tools.push({ name, description, inputSchema: { ...inputSchema } });
      cursor = answer.nextCursor;
      if (cursor === undefined) break;
    }
    return tools;
  });
  const tools = usableTools(server.name, listed);
  return { tools, fingerprint: await sha256Hex(toldOf(tools)) };
}

/** The accepted tools of a server. None while it offers others than were accepted. */
export function mcpTools(row: McpServerRow, onOffer: (offered: OfferedTools, at: number) => Promise<void>): Tool[] {
  if (row.offeredFingerprint !== null) return [];
  return row.tools.map((info) => ({
    name: mcpToolName(row.name, info.name),
    description: info.description,
    source: "mcp",
    destructive: row.destructive,
    scope: null,
    timeoutMs: TIMEOUT_MS,
    inputSchema: info.inputSchema,
    // The server judges what it is sent.
    parse: (args) =>
      typeof args === "object" && args !== null && !Array.isArray(args)
        ? { ok: true, value: args }
        : { ok: false, message: "The arguments must be an object." },
    run: async (deps, { signal }, args) => {
      if (deps.now() - row.checkedAt >= BELIEVED_MS) {
        const offered = await readMcpTools(deps, row, signal);
        await onOffer(offered, deps.now());
        if (offered.fingerprint !== row.fingerprint) throw changed(row.name);
      }
      return withClient(deps, row, signal, async (client) => {
        const answer = await client.callTool({
          name: info.name,
          arguments: args as Record<string, unknown>,
          options: { signal },
        });
        const failed = "isError" in answer && answer.isError === true;
        return { ...(failed ? { error: true } : {}), ...contentOf(answer) };
      });
    },
  }));
}

type McpPlace = Pick<McpServerRow, "id" | "name" | "url" | "sealedHeaders">;

async function withClient<T>(
  deps: ToolDeps,
  server: McpPlace,
  signal: AbortSignal,
  use: (client: MCPClient) => Promise<T>,
): Promise<T> {
  const headers = await headersOf(deps, server);
  const { url } = server;
  const refusals: string[] = [];
  const fetchThroughEgress = async (address: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    // A server that wants to speak first is not heard: nobody listens between two calls.
    if (init?.method !== "POST" && init?.method !== "DELETE") return new Response(null, { status: 405 });
    const answer = await deps.egress({
      url: String(address instanceof Request ? address.url : address),
      method: init.method,
      headers: Object.fromEntries(new Headers(init.headers)),
      body: typeof init.body === "string" ? init.body : null,
      bytesMax: ANSWER_BYTES_MAX,
      timeoutMs: TIMEOUT_MS,
      ...(init.signal ? { signal: init.signal } : {}),
    });
    if (answer.status === "refused") {
      refusals.push(answer.reason);
      throw new TypeError("not reached");
    }
    if (answer.cut) throw new TypeError("too much");
    const bare = [204, 205, 304].includes(answer.code);
    return new Response(bare ? null : new Uint8Array(answer.body), { status: answer.code, headers: answer.headers });
  };
  try {
    const client = await createMCPClient({
      transport: { type: "http", url, headers, redirect: "error", fetch: fetchThroughEgress as typeof fetch },
    });
    try {
      return await use(client);
    } finally {
      await client.close();
    }
  } catch (error) {
    if (error instanceof ToolError) throw error;
    signal.throwIfAborted();
    const [refusal] = refusals;
    throw refusal === undefined
      ? new ToolError("mcp", "The MCP server did not answer as the protocol says.")
      : notReached(refusal);
  }
}

async function headersOf(deps: ToolDeps, { id, sealedHeaders }: McpPlace): Promise<Record<string, string>> {
  if (sealedHeaders === null) return {};
  const text = await openSealed(deps.secret, { tenantId: deps.tenantId, purpose: `mcp:${id}` }, sealedHeaders);
  if (text === null)
    throw new ToolError("sealed", "The server's headers cannot be read any more: add the server again.");
  return JSON.parse(text) as Record<string, string>;
}

/** Texts and structured content. Pictures and sound are named, not carried along. */
function contentOf(answer: object): object {
  const content =
    "content" in answer && Array.isArray(answer.content) ? (answer.content as { type: string; text?: string }[]) : [];
  const texts = content.map((part) => (part.type === "text" ? (part.text ?? "") : `[${part.type}]`));
  const structured = "structuredContent" in answer ? { structured: answer.structuredContent } : {};
  return { content: texts.join("\n"), ...structured };
}

function changed(server: string): ToolError {
  return new ToolError(
    "tools_changed",
    `The tools of ${server} are not those that were accepted. Somebody has to look at them first.`,
  );
}
