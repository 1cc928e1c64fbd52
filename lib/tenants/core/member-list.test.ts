import { describe, expect, it } from "vitest";
import type { PersonId } from "../../platform/ids";
import type { MemberView } from "../protocol";
import { toCsv } from "./csv";
import { matchingMembers, readMemberList, writeMemberList } from "./member-list";

const member = (name: string, part: Partial<MemberView> = {}): MemberView => ({
  person: name as PersonId,
  name,
  email: `${name.toLowerCase()}@x.example`,
  role: "member",
  since: 0,
  me: false,
  ...part,
});
const members = [
  member("Cleo", { role: "owner", since: 3 }),
  member("Ada", { role: "guest", since: 1 }),
  member("Ben", { role: "guest", since: 2, email: null }),
];
const view = (address: string) => readMemberList(new URLSearchParams(address));
const names = (address: string) => matchingMembers(members, view(address)).map(({ name }) => name);

describe("the members' table", () => {
  it.each([
    ["", ["Ada", "Ben", "Cleo"]],
    ["dir=down", ["Cleo", "Ben", "Ada"]],
    ["sort=role", ["Cleo", "Ada", "Ben"]],
    ["sort=role&dir=down", ["Ada", "Ben", "Cleo"]],
    ["sort=since&dir=down", ["Cleo", "Ben", "Ada"]],
    ["sort=email", ["Ben", "Ada", "Cleo"]],
    ["q=X.EXAMPLE", ["Ada", "Cleo"]],
    ["sort=passwords&page=minus&dir=up", ["Ada", "Ben", "Cleo"]],
  ])("%s", (address, expected) => {
    expect(names(address)).toEqual(expected);
  });

  it("goes back to the same address, and the plain table has the plain one", () => {
    for (const address of ["", "?q=a+b&sort=since&dir=down&page=3"])
      expect(writeMemberList(view(address))).toBe(address);
    expect(writeMemberList(view("sort=name&page=1&dir=up"))).toBe("");
  });
});

it.each([
  ["=1+1", `"'=1+1"`],
  ["+31 6", `"'+31 6"`],
  ["-2", `"'-2"`],
  ["@SUM(A1)", `"'@SUM(A1)"`],
  [" \t=cmd|' /C calc'!A0", `"' \t=cmd|' /C calc'!A0"`],
  ["＝1", `"'＝1"`],
  ["Ada", `"Ada"`],
  ['A "B", C', `"A ""B"", C"`],
  ["a-b@x.example", `"a-b@x.example"`],
])("a cell of %j is %s", (text, cell) => {
  expect(toCsv([[text]])).toBe(`\uFEFF${cell}\r\n`);
});
