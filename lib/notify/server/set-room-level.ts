import * as z from "zod/mini";
import { saveNotifyLevel } from "@/db/queries/notify";
import type { Ctx } from "@/lib/access/ctx";
import { requireMembership } from "@/lib/rooms/server/require-room";
import type { NotificationsView } from "../protocol";
import { level, roomId, tenantSlug } from "./inputs";
import { tellInbox } from "./tell-inbox";

export const setRoomLevelInput = z.strictObject({ tenant: tenantSlug, room: roomId, level });
type Input = z.infer<typeof setRoomLevelInput>;

/** What the actor hears of one of their rooms. */
export async function setRoomLevel(ctx: Ctx, input: Input): Promise<Pick<NotificationsView, "settings">> {
  await requireMembership(ctx, input.room);
  await saveNotifyLevel(ctx.db, ctx.actor.person, input.room, input.level);
  const { settings } = await tellInbox(ctx);
  return { settings };
}
