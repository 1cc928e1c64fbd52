import * as z from "zod/mini";
import type { Ctx } from "@/lib/access/ctx";
import type { MessageView } from "../protocol";
import { roomId, tenantSlug } from "./inputs";
import { unwrap } from "./refusal";
import { requireMembership } from "./require-room";

export const listPinsInput = z.strictObject({ tenant: tenantSlug, room: roomId });
type Input = z.infer<typeof listPinsInput>;

/** The room's pinned messages as they stand now, the latest pin first. There are never more than `pinsMax`. */
export async function listPins(ctx: Ctx, input: Input): Promise<{ messages: MessageView[] }> {
  const { room } = await requireMembership(ctx, input.room);
  const { messages } = unwrap(await room.messages(ctx.tenantId, ctx.actor.person, { pins: true }));
  return { messages };
}
