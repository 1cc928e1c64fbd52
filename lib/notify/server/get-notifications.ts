import * as z from "zod/mini";
import { readNotifyPolicy, readNotifyProfile } from "@/db/queries/notify";
import type { Ctx } from "@/lib/access/ctx";
import type { NotificationsView } from "../protocol";
import { tenantSlug } from "./inputs";

export const getNotificationsInput = z.strictObject({ tenant: tenantSlug });

/** The actor's own notification settings, and what the installation and the tenant allow. */
export async function getNotifications(ctx: Ctx): Promise<NotificationsView> {
  const [{ settings, views }, policy] = await Promise.all([
    readNotifyProfile(ctx.db, ctx.actor.person),
    readNotifyPolicy(ctx.db),
  ]);
  const pushKey = ctx.env.VAPID_PRIVATE_KEY === undefined ? null : (ctx.env.VAPID_PUBLIC_KEY ?? null);
  return { settings, subscriptions: views, pushKey, policy };
}
