import { authDb } from "@/db/client";
import { findMember } from "@/db/queries/auth";
import { findPerson } from "@/db/queries/people";
import { toTenantRole } from "@/lib/access/core/permissions";
import type { SessionCtx } from "@/lib/access/server/session-ctx";
import { AppError } from "@/lib/platform/errors";
import type { AccountId, PersonId } from "@/lib/platform/ids";
import type { TenantRole } from "@/lib/rooms/server/objects";

/** A person whom an administrator acts on. `member` is null when the membership is already gone. */
export interface Target {
  person: PersonId;
  account: AccountId | null;
  member: { id: string; role: TenantRole } | null;
}

/**
 * The person of this tenant with this id.
 * @throws AppError `not_found`, the same for another tenant's person.
 */
export async function getTarget(ctx: SessionCtx, person: PersonId): Promise<Target> {
  const row = await findPerson(ctx.db, person);
  if (!row) throw new AppError("not_found", "There is no such member.");
  const account = row.authAccountId;
  const member = account === null ? null : await findMember(authDb(ctx.env), ctx.tenantId, account);
  return { person, account, member: member && { id: member.id, role: toTenantRole(member.role) } };
}
