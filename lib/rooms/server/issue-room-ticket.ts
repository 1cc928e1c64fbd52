import * as z from "zod/mini";
import type { Ctx } from "@/lib/access/ctx";
import { SUBPROTOCOL } from "../protocol";
import { roomId, tenantSlug } from "./inputs";
import { requireMembership } from "./require-room";
import { deviceId, socketUrl, type SocketTicket } from "./socket-ticket";
import { mintTicket } from "./ticket";

export const issueRoomTicketInput = z.strictObject({ tenant: tenantSlug, room: roomId, device: z.optional(deviceId) });
type Input = z.infer<typeof issueRoomTicketInput>;

/** A one-time ticket for this room's socket. The room proves membership again when the ticket is shown. */
export async function issueRoomTicket(ctx: Ctx, input: Input): Promise<SocketTicket> {
  await requireMembership(ctx, input.room);
  const { person, role, sessionId } = ctx.actor;
  const ticket = await mintTicket(
    ctx.env.TICKET_SECRET,
    {
      aud: "room",
      tenant: ctx.tenantId,
      room: input.room,
      person,
      role,
      session: sessionId,
      device: input.device ?? sessionId.slice(0, 64),
    },
    ctx.now(),
  );
  return { ticket, url: socketUrl(ctx, `/ws/rooms/${input.room}`), protocol: SUBPROTOCOL };
}
