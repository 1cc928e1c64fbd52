import { createAccessControl } from "better-auth/plugins/access";
import type { TenantRole } from "@/lib/rooms/server/objects";

/** Everything a role can be allowed to do in a tenant. `organization`, `member` and `invitation` are better-auth's own names. */
const STATEMENT = {
  organization: ["update", "delete"],
  member: ["create", "update", "delete"],
  invitation: ["create", "cancel"],
  room: ["create", "browse"],
  message: ["moderate"],
  person: ["list"],
  visitor: ["answer"],
  /** Whoever adds an emoji may delete it; `delete` is for those of others. */
  emoji: ["create", "delete"],
  group: ["manage"],
  key: ["manage"],
  project: ["manage"],
  usage: ["read"],
  model: ["read", "configure"],
  tool: ["manage"],
  audit: ["read"],
  report: ["read"],
  /** What goes on at this moment. */
  live: ["read"],
} as const;

export type Resource = keyof typeof STATEMENT;
export type Action<R extends Resource> = (typeof STATEMENT)[R][number];
export type Right = { [R in Resource]: readonly [R, Action<R>] }[Resource];

export const accessControl = createAccessControl(STATEMENT);

/** The permission matrix. A guest reaches the rooms they were added to and nothing else of the tenant. */
export const roles = {
  owner: accessControl.newRole({ ...STATEMENT }),
  admin: accessControl.newRole({ ...STATEMENT, organization: ["update"] }),
  agent: accessControl.newRole({
    room: ["create", "browse"],
    person: ["list"],
    visitor: ["answer"],
    emoji: ["create"],
  }),
  member: accessControl.newRole({ room: ["create", "browse"], person: ["list"], emoji: ["create"] }),
  guest: accessControl.newRole({}),
};

/** From most to least power. */
export const TENANT_ROLES = ["owner", "admin", "agent", "member", "guest"] as const satisfies readonly TenantRole[];

/** Narrows the text that the member table holds; an unknown role has the rights of a guest. */
export function toTenantRole(text: string): TenantRole {
  return TENANT_ROLES.find((role) => role === text) ?? "guest";
}

/** Whether a role may do this. */
export function can<R extends Resource>(role: TenantRole, resource: R, action: Action<R>): boolean {
  const granted: Partial<Record<Resource, readonly string[]>> = roles[role].statements;
  return (Object.hasOwn(granted, resource) && granted[resource]?.includes(action)) || false;
}

/** Roles that someone may hand out or take away. Only an owner makes or unmakes an owner. */
export function assignableRoles(by: TenantRole): readonly TenantRole[] {
  if (!can(by, "member", "update")) return [];
  return by === "owner" ? TENANT_ROLES : TENANT_ROLES.filter((role) => role !== "owner");
}
