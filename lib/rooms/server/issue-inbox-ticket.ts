import * as z from "zod/mini";
import type { Ctx } from "@/lib/access/ctx";
import { SUBPROTOCOL } from "../protocol";
import { tenantSlug } from "./inputs";
import { deviceId, socketUrl, type SocketTicket } from "./socket-ticket";
import { mintTicket } from "./ticket";

export const issueInboxTicketInput = z.strictObject({ tenant: tenantSlug, device: z.optional(deviceId) });
type Input = z.infer<typeof issueInboxTicketInput>;

/** A one-time ticket for the actor's own inbox socket. */
export async function issueInboxTicket(ctx: Ctx, input: Input): Promise<SocketTicket> {
  const { person, role, sessionId } = ctx.actor;
  const ticket = await mintTicket(
    ctx.env.TICKET_SECRET,
    {
      aud: "inbox",
      tenant: ctx.tenantId,
      person,
      role,
      session: sessionId,
      device: input.device ?? sessionId.slice(0, 64),
    },
    ctx.now(),
  );
  return { ticket, url: socketUrl(ctx, "/ws/inbox"), protocol: SUBPROTOCOL };
}
