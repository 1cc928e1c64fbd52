import * as z from "zod/mini";
import { savePushSubscription } from "@/db/queries/notify";
import type { Ctx } from "@/lib/access/ctx";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { NOTIFY_LIMITS } from "../core/settings";
import type { SubscriptionView } from "../protocol";
import { auth, endpoint, label, p256dh, tenantSlug } from "./inputs";
import { tellInbox } from "./tell-inbox";

export const addSubscriptionInput = z.strictObject({ tenant: tenantSlug, endpoint, p256dh, auth, label });
type Input = z.infer<typeof addSubscriptionInput>;

/** Tells the actor in this browser, also while it shows no page. Whoever used the browser before is told there no more. */
export async function addSubscription(
  ctx: Ctx,
  { tenant: _, ...keys }: Input,
): Promise<{ subscriptions: SubscriptionView[] }> {
  if (ctx.env.VAPID_PRIVATE_KEY === undefined)
    throw new AppError("unavailable", "This installation has no keys for push.");
  const { person, sessionId } = ctx.actor;
  const subscription = { id: newId(), personId: person, sessionId, ...keys };
  const before = await savePushSubscription(ctx.db, subscription, NOTIFY_LIMITS.subscriptionsMax);
  if (before) await tellInbox(ctx, before);
  const { subscriptions } = await tellInbox(ctx);
  return { subscriptions };
}
