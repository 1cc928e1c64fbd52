import { authDb } from "@/db/client";
import { findMember } from "@/db/queries/auth";
import type { Env } from "@/lib/platform/env";
import type { AccountId } from "@/lib/platform/ids";
import { findInvitation, type OpenInvitation } from "./find-invitation";

export type ShownInvitation =
  | { state: "ended" }
  | { state: "member"; tenantSlug: string }
  | { state: "signed_out" | "other_account" | "open"; invitation: OpenInvitation };

/** What an invitation's page shows to this visitor. */
export async function showInvitation(
  env: Env,
  token: string,
  visitor: { account: AccountId; email: string } | null,
  nowMs: number,
): Promise<ShownInvitation> {
  const invitation = await findInvitation(env, token, nowMs);
  if (!invitation) return { state: "ended" };
  if (!visitor) return { state: "signed_out", invitation };
  const { tenantId, tenantSlug, email } = invitation;
  if (await findMember(authDb(env), tenantId, visitor.account)) return { state: "member", tenantSlug };
  return { state: email === null || email === visitor.email ? "open" : "other_account", invitation };
}
