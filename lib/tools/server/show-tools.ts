import { listToolRuns } from "@/db/queries/tool-runs";
import { listHttpTools, listMcpServers } from "@/db/queries/tenant-tools";
import { readTenantConfig } from "@/db/queries/tenant-config";
import type { Ctx } from "@/lib/access/ctx";
import { requirePermission } from "@/lib/access/server/require-permission";
import { mcpToolName } from "../core/mcp";
import { isOn } from "../core/permissions";
import type { ToolsPlace, ToolView } from "../protocol";
import { BUILT_IN_TOOLS } from "./built-in";
import { CALLS_PER_PAGE } from "./list-calls";
import { httpToolView, mcpServerView } from "./source-views";

/** Every tool of the tenant and where it comes from, for those who manage them. */
export async function showTools(ctx: Pick<Ctx, "actor" | "db" | "now">): Promise<ToolsPlace> {
  requirePermission(ctx, "tool", "manage");
  const { db } = ctx;
  const [own, servers, { tools: allowed }, waiting] = await Promise.all([
    listHttpTools(db),
    listMcpServers(db),
    readTenantConfig(db),
    listToolRuns(db, { limit: CALLS_PER_PAGE + 1, before: null, status: "pending", now: ctx.now() }),
  ]);
  const paused = new Set<string>();
  const all: ToolView[] = [
    ...BUILT_IN_TOOLS.map(({ name, description, destructive, inputSchema }) =>
      viewOf("built_in", { name, description, destructive, inputSchema }),
    ),
    ...own.map((tool) => viewOf("http", tool)),
    ...servers.flatMap((server) =>
      server.tools.map((tool) => {
        const name = mcpToolName(server.name, tool.name);
        if (server.offeredFingerprint !== null) paused.add(name);
        return viewOf("mcp", { ...tool, name, destructive: server.destructive });
      }),
    ),
  ];
  // Nobody's tool takes the place of a built-in one.
  const first = new Map(all.toReversed().map((tool) => [tool.name, tool]));
  const tools = all
    .filter((tool) => first.get(tool.name) === tool)
    .map((tool) => {
      const state = !isOn(allowed, tool.name) ? "not_allowed" : paused.has(tool.name) ? "paused" : "allowed";
      return { ...tool, state } as const;
    });
  return {
    tools,
    http: own.map(httpToolView),
    servers: servers.map(mcpServerView),
    allowed,
    waiting: waiting.length,
  };
}

interface Told {
  name: string;
  description: string;
  destructive: boolean;
  inputSchema: Record<string, unknown>;
}

function viewOf(source: ToolView["source"], { name, description, destructive, inputSchema }: Told): ToolView {
  return { object: "tool", name, description, source, destructive, input_schema: inputSchema };
}
