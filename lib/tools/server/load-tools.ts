import { listHttpTools, listMcpServers, noteMcpOffer } from "@/db/queries/tenant-tools";
import { mayUse } from "../core/permissions";
import type { ToolView } from "../protocol";
import { BUILT_IN_TOOLS } from "./built-in";
import { httpTool } from "./http-tools";
import { mcpTools } from "./mcp";
import type { Tool, ToolDeps } from "./tool";
import type { ToolCaller } from "./tool-caller";

/** Every tool that a caller may use, by name. Built-in names come first: nobody's tool takes the place of one. */
export async function loadTools(deps: ToolDeps, caller: ToolCaller): Promise<Map<string, Tool>> {
  const [own, servers] = await Promise.all([listHttpTools(deps.db), listMcpServers(deps.db)]);
  const all = [
    ...BUILT_IN_TOOLS,
    ...own.map(httpTool),
    ...servers.flatMap((server) =>
      mcpTools(server, (offered, at) => noteMcpOffer(deps.db, server.id, offered.fingerprint, at)),
    ),
  ];
  const user = { key: "person" in caller ? null : caller.key, policy: caller.policy };
  const tools = new Map<string, Tool>();
  for (const tool of all) if (!tools.has(tool.name) && mayUse(tool, user)) tools.set(tool.name, tool);
  return tools;
}

/** What a caller is shown of a tool. */
export function toolView({ name, description, source, destructive, inputSchema }: Tool): ToolView {
  return { object: "tool", name, description, source, destructive, input_schema: inputSchema };
}
