import * as z from "zod/mini";
import { listPeople } from "@/db/queries/people";
import { toTenantRole } from "@/lib/access/core/permissions";
import type { SessionCtx } from "@/lib/access/server/session-ctx";
import { requirePermission } from "@/lib/access/server/require-permission";
import type { MemberView } from "../protocol";
import { tenantSlug } from "./inputs";

export const listMembersInput = z.strictObject({ tenant: tenantSlug });

/** Everybody who can sign in to the tenant, by name. Imported and removed people are not among them. */
export async function listMembers(ctx: SessionCtx): Promise<{ members: MemberView[] }> {
  requirePermission(ctx, "member", "update");
  const people = await listPeople(ctx.db);
  const members = people
    .filter(({ kind, deactivatedAt }) => kind === "member" && deactivatedAt === null)
    .map(({ id, name, email, role, createdAt }) => ({
      person: id,
      name,
      email,
      role: toTenantRole(role),
      since: createdAt,
      me: id === ctx.actor.person,
    }));
  return { members };
}
