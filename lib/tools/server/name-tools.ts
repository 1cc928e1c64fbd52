import type { TenantDb } from "@/db/client";
import { listHttpTools, listMcpServers } from "@/db/queries/tenant-tools";
import { mcpToolName } from "../core/mcp";
import { BUILT_IN_TOOLS } from "./built-in";

/** The names of every tool there is in a tenant, whoever may use it: built-in ones first, then the tenant's own. */
export async function nameTools(db: TenantDb): Promise<string[]> {
  const [own, servers] = await Promise.all([listHttpTools(db), listMcpServers(db)]);
  const names = [
    ...BUILT_IN_TOOLS.map(({ name }) => name),
    ...own.map(({ name }) => name),
    ...servers.flatMap((server) => server.tools.map(({ name }) => mcpToolName(server.name, name))),
  ];
  return [...new Set(names)];
}
