import type { McpChange, McpToolInfo } from "../protocol";
import { canonicalJson } from "./canonical";
import { TOOL_LIMITS, TOOL_NAME } from "./limits";

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

/** How what a server offers differs from what was accepted, in order of names as a model is told them. */
export function changesOf(
  server: string,
  accepted: readonly McpToolInfo[],
  offered: readonly McpToolInfo[],
): McpChange[] {
  const before = new Map(accepted.map((tool) => [tool.name, tool]));
  const now = new Map(offered.map((tool) => [tool.name, tool]));
  const names = [...new Set([...before.keys(), ...now.keys()])].toSorted((a, b) => (a < b ? -1 : 1));
  return names.flatMap((name): McpChange[] => {
    const was = before.get(name);
    const is = now.get(name);
    const shown = is ?? was;
    if (!shown || (was && is && toldOf([was]) === toldOf([is]))) return [];
    const change = was ? (is ? "changed" : "removed") : "added";
    const words = { description: shown.description, input_schema: shown.inputSchema };
    const old = was && is ? { description: was.description, input_schema: was.inputSchema } : null;
    return [{ name: mcpToolName(server, name), change, ...words, accepted: old }];
  });
}
