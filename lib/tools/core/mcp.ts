import { type McpToolInfo, TOOL_LIMITS, TOOL_NAME } from "../protocol";
import { canonicalJson } from "./canonical";

const DESCRIPTION_CHARS_MAX = 2_048;
const SCHEMA_CHARS_MAX = 16_384;
const BETWEEN = "__";

/** What a model may call a server's tool. */
export function mcpToolName(server: string, tool: string): string {
  return `${server}${BETWEEN}${tool}`;
}

/** The tools of a server that a model can be told of, in order of their names: well named, small enough, not too many. */
export function usableTools(server: string, tools: readonly McpToolInfo[]): McpToolInfo[] {
  return tools
    .filter(({ name, inputSchema }) => {
      return TOOL_NAME.test(mcpToolName(server, name)) && JSON.stringify(inputSchema).length <= SCHEMA_CHARS_MAX;
    })
    .map((tool) => ({ ...tool, description: tool.description.slice(0, DESCRIPTION_CHARS_MAX) }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .slice(0, TOOL_LIMITS.mcpToolsMax);
}

/** What a fingerprint is made over: everything that a model is told. */
export function toldOf(tools: readonly McpToolInfo[]): string {
  return canonicalJson(tools);
}
