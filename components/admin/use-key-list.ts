"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { readKeyList, writeKeyList, type KeyListView } from "@/lib/keys/core/key-list";

/** The table as the address says, and the way to change it. No page is asked of the server: every key is here already. */
export function useKeyList(): [KeyListView, (change: Partial<KeyListView>) => void] {
  const params = useSearchParams();
  const path = usePathname();
  const view = readKeyList(params);
  const show = (change: Partial<KeyListView>) => {
    // Another selection begins at its first page.
    const next = { ...view, page: 1, ...change };
    window.history.replaceState(null, "", `${path}${writeKeyList(next)}`);
  };
  return [view, show];
}
