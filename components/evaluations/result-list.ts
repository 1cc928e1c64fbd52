/** The results of a run as the address of their table describes them. Pure. */
import type { ComparedCase } from "@/lib/playground/core/compare-runs";
import type { ListView } from "@/lib/ui/list-view";
import { readRowList, writeRowList, type RowList } from "@/lib/ui/row-list";

/** `at`: the place in which it was asked, from 1. */
export type ResultRow = ComparedCase & { at: number };
export type ResultColumn = "at" | "question" | "verdict" | "change";

export const SHOWN = ["all", "changed", "notPassed"] as const;
export type Shown = (typeof SHOWN)[number];
export type ResultView = ListView<ResultColumn> & { shown: Shown };

/** What one looks for first comes first. */
const VERDICTS = ["error", "fail", "waiting", "pass"];
const CHANGES = ["worse", "better", "new", "same"];

export const RESULT_LIST: RowList<ResultRow, ResultColumn> = {
  columns: ["at", "question", "verdict", "change"],
  textOf: ({ now }) => [now.question, now.result?.answer ?? "", now.expects.source].join(" "),
  valueOf(row, column) {
    switch (column) {
      case "at":
        return row.at;
      case "question":
        return row.now.question;
      case "verdict":
        return VERDICTS.indexOf(verdictOf(row));
      case "change":
        return CHANGES.indexOf(row.change);
      default:
        return column satisfies never;
    }
  },
};

export function verdictOf({ now }: Pick<ResultRow, "now">): "pass" | "fail" | "error" | "waiting" {
  return now.result?.verdict ?? "waiting";
}

/** Reads an address; what changed is nothing to ask for where nothing is compared. */
export function readResults(params: { get(name: string): string | null }, isCompared: boolean): ResultView {
  const shown = SHOWN.find((one) => one === params.get("show")) ?? "all";
  return { ...readRowList(params, RESULT_LIST), shown: shown === "changed" && !isCompared ? "all" : shown };
}

export function writeResults({ shown, ...view }: ResultView): string {
  const plain = writeRowList(view, RESULT_LIST);
  if (shown === "all") return plain;
  return `${plain === "" ? "?" : `${plain}&`}show=${shown}`;
}

export function isShown({ now, change }: ResultRow, shown: Shown): boolean {
  if (shown === "changed") return change === "better" || change === "worse";
  return shown === "all" || (now.result !== null && now.result.verdict !== "pass");
}
