/** An MCP server as another party would run one: the protocol's own SDK over HTTP. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import * as z from "zod";

export interface TestMcpServer {
  url: string;
  origin: string;
  /** Authorisation headers that arrived. */
  tokens: (string | undefined)[];
  /** What its search tool says of itself. */
  description: string;
  /** Never answers a call. */
  hangs: boolean;
  stop(): Promise<void>;
}

/** Starts one with the tools `search` and `fail`, which speaks in plain JSON or in events. */
export async function startMcpServer(style: "json" | "events"): Promise<TestMcpServer> {
  const state: TestMcpServer = {
    url: "",
    origin: "",
    tokens: [],
    description: "Finds pages.",
    hangs: false,
    stop: () => new Promise((resolve) => void server.close(() => resolve())),
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    state.tokens.push(request.headers.authorization);
    const mcp = new McpServer({ name: "test", version: "1" });
    mcp.registerTool(
      "search",
      { description: state.description, inputSchema: { query: z.string() } },
      async ({ query }) => {
        if (state.hangs) await new Promise(() => undefined);
        return { content: [{ type: "text", text: `Found ${query}` }] };
      },
    );
    mcp.registerTool("fail", { description: "Fails." }, async () => ({
      content: [{ type: "text", text: "broken" }],
      isError: true,
    }));
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: undefined,
      enableJsonResponse: style === "json",
    });
    response.on("close", () => void transport.close());
    await mcp.connect(transport as unknown as Parameters<typeof mcp.connect>[0]);
    await transport.handleRequest(request, response);
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  state.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  state.url = `${state.origin}/mcp`;
  return state;
}
