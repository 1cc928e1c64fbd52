/** The members' table as an address describes it: what is looked for, how it is sorted, which page. Pure. */
import type { MemberView } from "../protocol";

export const MEMBER_COLUMNS = ["name", "email", "role", "since"] as const;
export type MemberColumn = (typeof MEMBER_COLUMNS)[number];

export interface MemberListView {
  query: string;
  sort: MemberColumn;
  down: boolean;
  /** From 1. */
  page: number;
}

const RANK = ["owner", "admin", "agent", "member", "guest"];

/** Reads an address; whatever makes no sense in it is the default. */
export function readMemberList(params: { get(name: string): string | null }): MemberListView {
  const sort = MEMBER_COLUMNS.find((column) => column === params.get("sort")) ?? "name";
  const page = Number(params.get("page") ?? "1");
  return {
    query: (params.get("q") ?? "").slice(0, 200),
    sort,
    down: params.get("dir") === "down",
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
  };
}

/** The query string of a view; what is the default is left out, so that the plain table has the plain address. */
export function writeMemberList({ query, sort, down, page }: MemberListView): string {
  const params = new URLSearchParams();
  if (query !== "") params.set("q", query);
  if (sort !== "name") params.set("sort", sort);
  if (down) params.set("dir", "down");
  if (page > 1) params.set("page", String(page));
  return params.size > 0 ? `?${params}` : "";
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
