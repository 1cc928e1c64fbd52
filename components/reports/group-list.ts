/** The groups of a report as an address asks for them: found by their names, sorted by any figure. Pure. */
import type { Metric, ReportGroup } from "@/lib/reporting/protocol";
import { readListView, writeListView, type ListView } from "@/lib/ui/list-view";

export type GroupColumn = "name" | Metric;

/** The columns a report's groups are sorted by; the first metric, largest first, is the plain address. */
export function groupColumns(metrics: readonly [Metric, ...Metric[]]): [GroupColumn, ...GroupColumn[]] {
  return [...metrics, "name"];
}

/** Figures begin with the largest, names with A: so `down` in an address is the other way round for figures. */
export function readGroupList(
  params: { get(name: string): string | null },
  columns: readonly [GroupColumn, ...GroupColumn[]],
): ListView<GroupColumn> {
  const view = readListView(params, columns);
  return view.sort === "name" ? view : { ...view, down: !view.down };
}

export function writeGroupList(view: ListView<GroupColumn>, columns: readonly [GroupColumn, ...GroupColumn[]]): string {
  return writeListView(view.sort === "name" ? view : { ...view, down: !view.down }, columns);
}

/** Those whose name has the words, sorted; what was not measured comes last. */
export function matchingGroups<G extends ReportGroup & { label: string }>(
  groups: readonly G[],
  { query, sort, down }: Omit<ListView<GroupColumn>, "page">,
): G[] {
  const wanted = query.trim().toLocaleLowerCase("en");
  const sign = down ? -1 : 1;
  const byName = (a: G, b: G) => a.label.localeCompare(b.label, "en");
  return groups
    .filter(({ label, key }) => `${label} ${key}`.toLocaleLowerCase("en").includes(wanted))
    .toSorted((a, b) => {
      if (sort === "name") return sign * byName(a, b);
      const [left, right] = [a.figures[sort] ?? null, b.figures[sort] ?? null];
      if (left === null || right === null) return Number(left === null) - Number(right === null) || byName(a, b);
      return sign * (left - right) || byName(a, b);
    });
}
