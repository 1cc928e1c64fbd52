import { authDb, tenantDb } from "@/db/client";
import { findPendingInvitation, findTenantById } from "@/db/queries/auth";
import { findUsableInviteLink } from "@/db/queries/invite-links";
import { toTenantRole } from "@/lib/access/core/permissions";
import type { Env } from "@/lib/platform/env";
import { isUuid, type TenantId } from "@/lib/platform/ids";
import type { TenantRole } from "@/lib/rooms/server/objects";
import { parseLinkToken } from "../core/link-token";
import { hashLinkToken } from "./link-secret";

/** What an invitation's page may show to whoever holds its link. */
export interface OpenInvitation {
  kind: "mail" | "link";
  tenantId: TenantId;
  tenantSlug: string;
  tenantName: string;
  role: TenantRole;
  /** A mailed invitation is for this address only. */
  email: string | null;
}

/** The invitation behind `/invite/[token]`; null when it is used, expired, revoked, or never was. */
export async function findInvitation(env: Env, token: string, nowMs: number): Promise<OpenInvitation | null> {
  const found = isUuid(token) ? await byMail(env, token, nowMs) : await byLink(env, token, nowMs);
  const tenant = found && (await findTenantById(authDb(env), found.tenantId));
  if (!tenant || tenant.suspended) return null;
  return { ...found, tenantSlug: tenant.slug, tenantName: tenant.name };
}

type Found = Pick<OpenInvitation, "kind" | "tenantId" | "role" | "email">;

async function byMail(env: Env, id: string, nowMs: number): Promise<Found | null> {
  const row = await findPendingInvitation(authDb(env), id);
  if (!row || row.expiresAt.getTime() <= nowMs) return null;
  return { kind: "mail", tenantId: row.tenantId, role: toTenantRole(row.role), email: row.email };
}

async function byLink(env: Env, token: string, nowMs: number): Promise<Found | null> {
  const parsed = parseLinkToken(token);
  if (!parsed) return null;
  const row = await findUsableInviteLink(tenantDb(env, parsed.tenantId), await hashLinkToken(token), new Date(nowMs));
  return row && { kind: "link", tenantId: parsed.tenantId, role: toTenantRole(row.role), email: null };
}
