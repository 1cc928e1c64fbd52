"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { readMemberList, writeMemberList, type MemberListView } from "@/lib/tenants/core/member-list";

/** The table as the address says, and the way to change it. No page is asked of the server: everybody is here already. */
export function useMemberList(): [MemberListView, (change: Partial<MemberListView>) => void] {
  const params = useSearchParams();
  const path = usePathname();
  const view = readMemberList(params);
  const show = (change: Partial<MemberListView>) => {
    // Another selection begins at its first page.
    const next = { ...view, page: 1, ...change };
    window.history.replaceState(null, "", `${path}${writeMemberList(next)}`);
  };
  return [view, show];
}
