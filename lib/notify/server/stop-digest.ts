import { authDb, tenantDb } from "@/db/client";
import { findTenantById } from "@/db/queries/auth";
import { readNotifyProfile, saveNotifySettings } from "@/db/queries/notify";
import { AppError } from "@/lib/platform/errors";
import type { Env } from "@/lib/platform/env";
import type { Objects } from "@/lib/rooms/server/objects";
import { readDigestOff } from "./digest-token";

/** Whose mails a link from one of them would end; null when the link is none of ours, or too old. */
export async function showStopDigest(
  env: Env,
  token: string,
  nowMs: number,
): Promise<{ tenantName: string; tenantSlug: string; isOff: boolean } | null> {
  const whose = readDigestOff(env.TICKET_SECRET, token, nowMs);
  const tenant = whose && (await findTenantById(authDb(env), whose.tenant));
  if (!whose || !tenant) return null;
  const { settings } = await readNotifyProfile(tenantDb(env, whose.tenant), whose.person);
  return { tenantName: tenant.name, tenantSlug: tenant.slug, isOff: settings.digest === "off" };
}

/**
 * Ends the mails of whoever the link was made for. Nobody needs to be signed in: the link proves enough for this alone.
 * @throws AppError `not_found` for a link that is none of ours, or too old.
 */
export async function stopDigest(env: Env, objects: Objects, token: string, nowMs: number): Promise<void> {
  const whose = readDigestOff(env.TICKET_SECRET, token, nowMs);
  const tenant = whose && (await findTenantById(authDb(env), whose.tenant));
  if (!whose || !tenant) throw new AppError("not_found", "This link is not valid any more.");
  const db = tenantDb(env, whose.tenant);
  await saveNotifySettings(db, whose.person, { digest: "off" });
  const { settings, subscriptions } = await readNotifyProfile(db, whose.person);
  const profile = { tenantSlug: tenant.slug, settings, subscriptions };
  await objects.inbox(whose.tenant, whose.person).configure(whose.tenant, whose.person, profile);
}
