import { readNotifyProfile } from "@/db/queries/notify";
import type { Ctx } from "@/lib/access/ctx";
import type { PersonId } from "@/lib/platform/ids";
import type { NotificationsView } from "../protocol";

/** Hands a person's inbox what stands in Postgres now. An older copy that arrives late changes nothing there. */
export async function tellInbox(
  ctx: Ctx,
  person: PersonId = ctx.actor.person,
): Promise<Pick<NotificationsView, "settings" | "subscriptions">> {
  const { settings, subscriptions, views } = await readNotifyProfile(ctx.db, person);
  const profile = { tenantSlug: ctx.tenantSlug, settings, subscriptions };
  await ctx.objects.inbox(ctx.tenantId, person).configure(ctx.tenantId, person, profile);
  return { settings, subscriptions: views };
}
