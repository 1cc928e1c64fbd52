import { and, desc, eq, gt, isNull, lt, sql } from "drizzle-orm";
import type { AuditEntry } from "@/lib/audit/protocol";
import type { PersonId } from "@/lib/platform/ids";
import { audited, auditStatement } from "../audit/statement";
import type { TenantDb } from "../client";
import { inviteLinks } from "../schema/people";

export interface InviteLinkRow {
  id: string;
  role: string;
  createdBy: PersonId;
  createdAt: Date;
  expiresAt: Date;
  maxUses: number;
  uses: number;
}

const shown = {
  id: inviteLinks.id,
  role: inviteLinks.role,
  createdBy: inviteLinks.createdBy,
  createdAt: inviteLinks.createdAt,
  expiresAt: inviteLinks.expiresAt,
  maxUses: inviteLinks.maxUses,
  uses: inviteLinks.uses,
};

/** Keeps a new link; only the hash of its token. */
export async function insertInviteLink(
  db: TenantDb,
  link: { id: string; secretHash: string; role: string; createdBy: PersonId; expiresAt: Date; maxUses: number },
  audit: AuditEntry | null = null,
): Promise<InviteLinkRow> {
  const [[row]] = await db.run((q) => [
    q
      .insert(inviteLinks)
      .values({ tenantId: db.tenantId, ...link })
      .returning(shown),
    ...(audit === null ? [] : [q.execute(auditStatement(audit))]),
  ]);
  if (!row) throw new Error("An insert answered no row.");
  return row;
}

/** Links that could still be used at `now`, newest first. */
export async function listUsableInviteLinks(db: TenantDb, now: Date): Promise<InviteLinkRow[]> {
  const [rows] = await db.run((q) => [
    q.select(shown).from(inviteLinks).where(usable(db, now)).orderBy(desc(inviteLinks.createdAt)).limit(200),
  ]);
  return rows;
}

/** The link with this token's hash, when it could be used at `now`. */
export async function findUsableInviteLink(db: TenantDb, secretHash: string, now: Date): Promise<InviteLinkRow | null> {
  const [[row]] = await db.run((q) => [
    q
      .select(shown)
      .from(inviteLinks)
      .where(and(usable(db, now), eq(inviteLinks.secretHash, secretHash))),
  ]);
  return row ?? null;
}

/** Takes one use of a link, or answers null when none is left. One statement: of many at once, no more than `max_uses` succeed. */
export async function takeInviteLinkUse(
  db: TenantDb,
  secretHash: string,
  now: Date,
): Promise<{ id: string; role: string } | null> {
  const [[row]] = await db.run((q) => [
    q
      .update(inviteLinks)
      .set({ uses: sql`${inviteLinks.uses} + 1` })
      .where(and(usable(db, now), eq(inviteLinks.secretHash, secretHash)))
      .returning({ id: inviteLinks.id, role: inviteLinks.role }),
  ]);
  return row ?? null;
}

/** Gives a use back that came to nothing. */
export async function returnInviteLinkUse(db: TenantDb, id: string): Promise<void> {
  await db.run((q) => [
    q
      .update(inviteLinks)
      .set({ uses: sql`greatest(${inviteLinks.uses} - 1, 0)` })
      .where(and(eq(inviteLinks.tenantId, db.tenantId), eq(inviteLinks.id, id))),
  ]);
}

/** Ends a link. False when there is no such link in this tenant. */
export async function revokeInviteLink(
  db: TenantDb,
  id: string,
  now: Date,
  audit: AuditEntry | null = null,
): Promise<boolean> {
  const [result] = await db.run((q) => [
    q.execute(
      audited(
        sql`
      update invite_links set revoked_at = coalesce(revoked_at, ${now.toISOString()}::timestamptz)
      where tenant_id = ${db.tenantId}::uuid and id = ${id}::uuid returning role`,
        audit,
        sql`jsonb_build_object('role', role)`,
      ),
    ),
  ]);
  return result.rowCount === 1;
}

function usable(db: TenantDb, now: Date) {
  return and(
    eq(inviteLinks.tenantId, db.tenantId),
    isNull(inviteLinks.revokedAt),
    gt(inviteLinks.expiresAt, now),
    lt(inviteLinks.uses, inviteLinks.maxUses),
  );
}
