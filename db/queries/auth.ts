import { and, asc, eq, inArray, lte, sql } from "drizzle-orm";
import type { AccountId, TenantId } from "@/lib/platform/ids";
import type { AuthDb } from "../client";
import { invitation, member, organization, user } from "../schema/auth";

export interface TenantRow {
  tenantId: TenantId;
  slug: string;
  name: string;
  suspended: boolean;
}

/** A tenant with the role an account has in it. */
export interface MembershipRow extends TenantRow {
  memberId: string;
  role: string;
}

const tenantColumns = {
  tenantId: organization.id,
  slug: organization.slug,
  name: organization.name,
  suspendedAt: organization.suspendedAt,
};

/** The tenant behind a URL segment. */
export async function findTenantBySlug(db: AuthDb, slug: string): Promise<TenantRow | null> {
  const [row] = await db.select(tenantColumns).from(organization).where(eq(organization.slug, slug)).limit(1);
  return row ? toTenant(row) : null;
}

export async function findTenantById(db: AuthDb, tenantId: TenantId): Promise<TenantRow | null> {
  const [row] = await db.select(tenantColumns).from(organization).where(eq(organization.id, tenantId)).limit(1);
  return row ? toTenant(row) : null;
}

/** The membership of an account in a tenant. */
export async function findMember(
  db: AuthDb,
  tenantId: TenantId,
  account: AccountId,
): Promise<{ id: string; role: string } | null> {
  const [row] = await db
    .select({ id: member.id, role: member.role })
    .from(member)
    .where(and(eq(member.organizationId, tenantId), eq(member.userId, account)))
    .limit(1);
  return row ?? null;
}

/** Where mails of a tenant to an account go: its proved address, while it is a member and the tenant is not suspended. */
export async function findRecipient(
  db: AuthDb,
  tenantId: TenantId,
  account: AccountId,
): Promise<{ email: string; tenantSlug: string; tenantName: string } | null> {
  const [row] = await db
    .select({ email: user.email, verified: user.emailVerified, ...tenantColumns })
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .innerJoin(organization, eq(organization.id, member.organizationId))
    .where(and(eq(member.organizationId, tenantId), eq(member.userId, account)))
    .limit(1);
  if (!row?.verified || row.suspendedAt !== null) return null;
  return { email: row.email, tenantSlug: row.slug, tenantName: row.name };
}

/** Every tenant an account belongs to, suspended ones included. */
export async function listTenantsOfAccount(db: AuthDb, account: AccountId): Promise<MembershipRow[]> {
  const rows = await db
    .select({ ...tenantColumns, memberId: member.id, role: member.role })
    .from(member)
    .innerJoin(organization, eq(organization.id, member.organizationId))
    .where(eq(member.userId, account))
    .orderBy(asc(organization.name), asc(organization.id));
  return rows.map((row) => ({ ...toTenant(row), memberId: row.memberId, role: row.role }));
}

/** An invitation that waits for its answer, expired or not. */
export async function findPendingInvitation(
  db: AuthDb,
  id: string,
): Promise<{ id: string; tenantId: TenantId; email: string; role: string; expiresAt: Date } | null> {
  const [row] = await db
    .select()
    .from(invitation)
    .where(and(eq(invitation.id, id), eq(invitation.status, "pending")))
    .limit(1);
  if (!row) return null;
  const { organizationId, email, role, expiresAt } = row;
  return { id: row.id, tenantId: organizationId, email, role: role ?? "member", expiresAt };
}

function toTenant(row: { tenantId: TenantId; slug: string; name: string; suspendedAt: Date | null }): TenantRow {
  const { tenantId, slug, name, suspendedAt } = row;
  return { tenantId, slug, name, suspended: suspendedAt !== null };
}

/** Every tenant of the installation, for work that goes over all of them (the outbox sweep). */
export async function listTenantIds(db: AuthDb): Promise<TenantId[]> {
  const rows = await db.select({ id: organization.id }).from(organization).orderBy(organization.id);
  return rows.map(({ id }) => id as TenantId);
}

/** Those of the e-mail addresses (lower case) that an account claims without having proved them. */
export async function listUnprovedEmails(db: AuthDb, emails: readonly string[]): Promise<string[]> {
  if (emails.length === 0) return [];
  const email = sql<string>`lower(${user.email})`;
  const rows = await db
    .select({ email })
    .from(user)
    .where(and(inArray(email, [...emails]), eq(user.emailVerified, false)));
  return rows.map((row) => row.email);
}

/** Deleted tenants whose grace is over, the longest over first. */
export async function listDueTenants(db: AuthDb, now: Date, limit: number): Promise<TenantRow[]> {
  const rows = await db
    .select(tenantColumns)
    .from(organization)
    .where(lte(organization.deletionDueAt, now))
    .orderBy(asc(organization.deletionDueAt))
    .limit(limit);
  return rows.map(toTenant);
}
