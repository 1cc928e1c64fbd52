import { and, desc, eq, gt } from "drizzle-orm";
import type { TenantId } from "@/lib/platform/ids";
import type { AuthDb } from "../client";
import { invitation } from "../schema/auth";

export interface InvitationRow {
  id: string;
  tenantId: TenantId;
  email: string;
  role: string;
  expiresAt: Date;
}

const shown = {
  id: invitation.id,
  tenantId: invitation.organizationId,
  email: invitation.email,
  role: invitation.role,
  expiresAt: invitation.expiresAt,
};

/** A tenant's mailed invitations that wait at `now`, newest first. */
export async function listPendingInvitations(db: AuthDb, tenantId: TenantId, now: Date): Promise<InvitationRow[]> {
  const rows = await db
    .select(shown)
    .from(invitation)
    .where(
      and(eq(invitation.organizationId, tenantId), eq(invitation.status, "pending"), gt(invitation.expiresAt, now)),
    )
    .orderBy(desc(invitation.createdAt))
    .limit(1_000);
  return rows.map((row) => ({ ...row, role: row.role ?? "member" }));
}
