/** The table of keys as an address describes it: what is looked for, which ones, how sorted, which page. Pure. */
import { readListView, writeListView, type ListView } from "@/lib/ui/list-view";
import type { KeyView } from "../protocol";
import { isLiving, keyStateOf } from "./key-state";

export const KEY_COLUMNS = ["name", "created", "used", "expires"] as const;
export type KeyColumn = (typeof KEY_COLUMNS)[number];

export const KEY_FILTERS = ["living", "ended", "all"] as const;
export type KeyFilter = (typeof KEY_FILTERS)[number];

export interface KeyListView extends ListView<KeyColumn> {
  state: KeyFilter;
}

/** Reads an address; whatever makes no sense in it is the default. */
export function readKeyList(params: { get(name: string): string | null }): KeyListView {
  const state = KEY_FILTERS.find((filter) => filter === params.get("state")) ?? "living";
  return { ...readListView(params, KEY_COLUMNS), state };
}

/** The query string of a view, empty for the plain table. */
export function writeKeyList({ state, ...view }: KeyListView): string {
  return writeListView(view, KEY_COLUMNS, state === "living" ? {} : { state });
}

/** The keys that match, sorted. Equal ones stay in the order of their names; what never happened comes last. */
export function matchingKeys(keys: readonly KeyView[], view: KeyListView, nowMs: number): KeyView[] {
  const wanted = view.query.trim().toLocaleLowerCase("en");
  const matching = keys.filter((key) => {
    const living = isLiving(keyStateOf(key, nowMs));
    if (view.state !== "all" && living !== (view.state === "living")) return false;
    return `${key.name} ${key.shown}`.toLocaleLowerCase("en").includes(wanted);
  });
  const sign = view.down ? -1 : 1;
  return matching.toSorted((a, b) => compare(a, b, view.sort, sign) || a.name.localeCompare(b.name, "en"));
}

function compare(a: KeyView, b: KeyView, column: KeyColumn, sign: number): number {
  switch (column) {
    case "name":
      return sign * a.name.localeCompare(b.name, "en");
    case "created":
      return sign * (a.createdAt - b.createdAt);
    case "used":
      return compareMoments(a.lastUsedAt, b.lastUsedAt, sign);
    case "expires":
      return compareMoments(a.endsAt ?? a.expiresAt, b.endsAt ?? b.expiresAt, sign);
    default:
      return column satisfies never;
  }
}

function compareMoments(a: number | null, b: number | null, sign: number): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return sign * (a - b);
}
