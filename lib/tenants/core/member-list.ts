/** The members' table as an address describes it: what is looked for, how it is sorted, which page. Pure. */
import { readListView, writeListView, type ListView } from "@/lib/ui/list-view";
import type { MemberView } from "../protocol";

const MEMBER_COLUMNS = ["name", "email", "role", "since"] as const;
type MemberColumn = (typeof MEMBER_COLUMNS)[number];

export type MemberListView = ListView<MemberColumn>;

const RANK = ["owner", "admin", "agent", "member", "guest"];

/** Reads an address; whatever makes no sense in it is the default. */
export function readMemberList(params: { get(name: string): string | null }): MemberListView {
  return readListView(params, MEMBER_COLUMNS);
}

/** The query string of a view, empty for the plain table. */
export function writeMemberList(view: MemberListView): string {
  return writeListView(view, MEMBER_COLUMNS);
}

/** Everybody who matches, sorted. Equal ones stay in the order of their names. */
export function matchingMembers(members: readonly MemberView[], view: MemberListView): MemberView[] {
  const wanted = view.query.trim().toLocaleLowerCase("en");
  const matching = members.filter(({ name, email }) =>
    `${name} ${email ?? ""}`.toLocaleLowerCase("en").includes(wanted),
  );
  const sign = view.down ? -1 : 1;
  return matching.toSorted((a, b) => sign * compare(a, b, view.sort) || a.name.localeCompare(b.name, "en"));
}

function compare(a: MemberView, b: MemberView, column: MemberColumn): number {
  switch (column) {
    case "name":
      return a.name.localeCompare(b.name, "en");
    case "email":
      return (a.email ?? "").localeCompare(b.email ?? "", "en");
    case "role":
      return RANK.indexOf(a.role) - RANK.indexOf(b.role);
    case "since":
      return a.since - b.since;
    default:
      return column satisfies never;
  }
}
