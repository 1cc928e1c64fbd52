import * as z from "zod/mini";
import type { Ctx } from "@/lib/access/ctx";
import { AppError } from "@/lib/platform/errors";
import { clientId, roomId, tenantSlug } from "@/lib/rooms/server/inputs";
import { requireMembership } from "@/lib/rooms/server/require-room";
import type { LaterItem } from "../protocol";
import { actLater } from "./act-later";
import { bodyField, momentField, seqField } from "./inputs";

export const scheduleMessageInput = z.strictObject({
  tenant: tenantSlug,
  /** Becomes the message's client id, so that it is sent once, and scheduled once. */
  clientId,
  room: roomId,
  thread: z.optional(z.nullable(seqField)),
  body: bodyField,
  at: momentField,
});
type Input = z.infer<typeof scheduleMessageInput>;

/** Has a message sent at a moment. Whether it may be sent is judged by the room again when the moment comes. */
export async function scheduleMessage(ctx: Ctx, input: Input): Promise<{ item: LaterItem | null }> {
  const { standing } = await requireMembership(ctx, input.room);
  if (standing.meta.archivedAt !== null) throw new AppError("conflict", "This room is archived.", { param: "room" });
  const { clientId: id, room, body, at } = input;
  return actLater(ctx, { type: "scheduled.add", id, room, thread: input.thread ?? null, body, at });
}
