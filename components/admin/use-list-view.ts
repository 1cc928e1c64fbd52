"use client";

import { usePathname, useSearchParams } from "next/navigation";
import type { ListView } from "@/lib/ui/list-view";

/** A table as the address says, and the way to change it. No page is asked of the server: every row is here already. */
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
    window.history.replaceState(null, "", `${path}${write(next)}`);
  };
  return [view, show];
}
