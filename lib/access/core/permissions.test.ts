import { describe, expect, it } from "vitest";
import { assignableRoles, can, TENANT_ROLES, toTenantRole, type Action, type Resource } from "./permissions";

const MATRIX: { [R in Resource]: { [A in Action<R>]: string } } = {
  organization: { update: "owner admin", delete: "owner" },
  member: { create: "owner admin", update: "owner admin", delete: "owner admin" },
  invitation: { create: "owner admin", cancel: "owner admin" },
  room: { create: "owner admin agent member", browse: "owner admin agent member" },
  message: { moderate: "owner admin" },
  person: { list: "owner admin agent member" },
  visitor: { answer: "owner admin agent" },
  emoji: { create: "owner admin agent member", delete: "owner admin" },
  group: { manage: "owner admin" },
  key: { manage: "owner admin" },
  project: { manage: "owner admin" },
  usage: { read: "owner admin" },
  model: { read: "owner admin", configure: "owner admin" },
  tool: { manage: "owner admin" },
  audit: { read: "owner admin" },
  report: { read: "owner admin" },
  live: { read: "owner admin" },
};

describe("the permission matrix", () => {
  const cells = Object.entries(MATRIX).flatMap(([resource, actions]) =>
    Object.entries(actions).map(([action, allowed]) => [resource, action, allowed] as const),
  );

  it.each(cells)("%s %s is for %s alone", (resource, action, allowed) => {
    const held = TENANT_ROLES.filter((role) => can(role, resource as Resource, action as never));
    expect(held.join(" ")).toBe(allowed);
  });

  it("gives a guest nothing", () => {
    for (const [resource, action] of cells) expect(can("guest", resource as Resource, action as never)).toBe(false);
  });

  it("knows no action outside the matrix", () => {
    expect(can("owner", "room", "constructor" as never)).toBe(false);
    expect(can("owner", "toString" as Resource, "create" as never)).toBe(false);
  });
});

describe("assignableRoles", () => {
  it("lets only an owner make an owner", () => {
    expect(assignableRoles("owner")).toContain("owner");
    expect(assignableRoles("admin")).toEqual(["admin", "agent", "member", "guest"]);
  });
  it("lets nobody below administrators assign", () => {
    for (const role of ["agent", "member", "guest"] as const) expect(assignableRoles(role)).toEqual([]);
  });
});

describe("toTenantRole", () => {
  it("treats an unknown or combined role as a guest", () => {
    for (const text of ["", "root", "owner,admin", "Owner"]) expect(toTenantRole(text)).toBe("guest");
    expect(toTenantRole("owner")).toBe("owner");
  });
});
