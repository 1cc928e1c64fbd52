"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { mergedQuery, type ListView } from "@/lib/ui/list-view";

/**
 * A table as the address says, and the way to change it; what else the address says stays. No page is asked of the server:
 * every row is here already.
 */
export function useListView<V extends ListView<string>>(
  read: (params: { get(name: string): string | null }) => V,
  write: (view: V) => string,
): [V, (change: Partial<V>) => void] {
  const params = useSearchParams();
  const path = usePathname();
  const view = read(params);
  const show = (change: Partial<V>) => {
    // Another selection begins at its first page.
    const next = { ...view, page: 1, ...change };
    window.history.replaceState(null, "", `${path}${mergedQuery(location.search, write(view), write(next))}`);
  };
  return [view, show];
}
