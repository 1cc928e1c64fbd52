import * as z from "zod/mini";
import { deletePushSubscriptions } from "@/db/queries/notify";
import type { Ctx } from "@/lib/access/ctx";
import { uuid } from "@/lib/http/fields";
import type { SubscriptionView } from "../protocol";
import { tenantSlug } from "./inputs";
import { tellInbox } from "./tell-inbox";

export const removeSubscriptionInput = z.strictObject({
  tenant: tenantSlug,
  subscription: uuid,
});
type Input = z.infer<typeof removeSubscriptionInput>;

/** Ends one of the actor's subscriptions. One that is not theirs or not there is left alone, and nobody can tell which. */
export async function removeSubscription(ctx: Ctx, input: Input): Promise<{ subscriptions: SubscriptionView[] }> {
  await deletePushSubscriptions(ctx.db, ctx.actor.person, { ids: [input.subscription] });
  const { subscriptions } = await tellInbox(ctx);
  return { subscriptions };
}
