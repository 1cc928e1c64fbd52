/** The table of tools as an address describes it. Pure. */
import { readListView, writeListView, type ListView } from "@/lib/ui/list-view";
import type { ToolsPlace } from "../protocol";

type Tool = ToolsPlace["tools"][number];

const TOOL_COLUMNS = ["name", "source"] as const;
export type ToolColumn = (typeof TOOL_COLUMNS)[number];
export type ToolListView = ListView<ToolColumn>;

/** Reads an address; whatever makes no sense in it is the default. */
export function readToolList(params: { get(name: string): string | null }): ToolListView {
  return readListView(params, TOOL_COLUMNS);
}

/** The query string of a view, empty for the plain table. */
export function writeToolList(view: ToolListView): string {
  return writeListView(view, TOOL_COLUMNS);
}

/** The tools whose name or description has the text, sorted. Of one source they stay in the order of their names. */
export function matchingTools(tools: readonly Tool[], { query, sort, down }: ToolListView): Tool[] {
  const wanted = query.trim().toLocaleLowerCase("en");
  const sign = down ? -1 : 1;
  return tools
    .filter(({ name, description }) => `${name} ${description}`.toLocaleLowerCase("en").includes(wanted))
    .toSorted((a, b) => sign * a[sort].localeCompare(b[sort], "en") || a.name.localeCompare(b.name, "en"));
}
