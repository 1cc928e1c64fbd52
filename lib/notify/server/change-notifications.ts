import * as z from "zod/mini";
import { saveNotifySettings, type SettingsChange } from "@/db/queries/notify";
import type { Ctx } from "@/lib/access/ctx";
import { DIGESTS } from "../core/settings";
import type { NotificationsView } from "../protocol";
import { keywords, schedule, tenantSlug, zone } from "./inputs";
import { tellInbox } from "./tell-inbox";

const QUIET_MS_MAX = 31 * 86_400_000;

export const changeNotificationsInput = z.strictObject({
  tenant: tenantSlug,
  sound: z.optional(z.boolean()),
  digest: z.optional(z.enum(DIGESTS)),
  zone: z.optional(zone),
  keywords: z.optional(keywords),
  quietUntil: z.optional(z.nullable(z.int().check(z.nonnegative()))),
  schedule: z.optional(z.nullable(schedule)),
});
type Input = z.infer<typeof changeNotificationsInput>;

/** Changes what is given of the actor's own settings. Holds from the next message on. */
export async function changeNotifications(
  ctx: Ctx,
  { tenant: _, ...given }: Input,
): Promise<Pick<NotificationsView, "settings" | "subscriptions">> {
  const change = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as SettingsChange;
  // Nobody means to be quiet for longer, and forgets it.
  if (change.quietUntil != null) change.quietUntil = Math.min(change.quietUntil, ctx.now() + QUIET_MS_MAX);
  await saveNotifySettings(ctx.db, ctx.actor.person, change);
  return tellInbox(ctx);
}
