"use client";

import { usePathname, useSearchParams } from "next/navigation";

const PARAM = "hide";

/** Columns that the address says are put away, and the way to change that. */
export function useHiddenColumns(
  columns: readonly { id: string; optional?: boolean }[],
): [ReadonlySet<string>, (id: string, away: boolean) => void] {
  const params = useSearchParams();
  const path = usePathname();
  const asked = new Set((params.get(PARAM) ?? "").split(","));
  const hidden = new Set(columns.filter(({ id, optional }) => optional && asked.has(id)).map(({ id }) => id));
  const hide = (id: string, away: boolean) => {
    const next = new Set(hidden);
    if (away) next.add(id);
    else next.delete(id);
    const query = new URLSearchParams(location.search);
    if (next.size > 0) query.set(PARAM, [...next].join(","));
    else query.delete(PARAM);
    window.history.replaceState(null, "", query.size > 0 ? `${path}?${query}` : path);
  };
  return [hidden, hide];
}
