import { AppError } from "@/lib/platform/errors";
import { SUBPROTOCOL } from "@/lib/rooms/protocol";
import { errorResponse } from "../http";
import { mintedAt, spendTicket } from "../tickets";
import { readAdmission } from "../admission-header";
import type { LiveRoom } from "./live-room";

/**
 * Lets a socket in. Everything is one synchronous turn: the ticket is spent, membership is read from the room's own
 * table, the socket is seated and greeted, so that neither a second use nor a removal can come between.
 */
export function admit(room: LiveRoom | null, request: Request): Response {
  const { claims, asked, requestId } = readAdmission(request);
  const now = Date.now();
  if (!room || claims.aud !== "room" || claims.tenant !== room.log.tenantId || claims.room !== room.log.meta.roomId) {
    return errorResponse(new AppError("not_found", "There is no such room."), requestId);
  }
  if (!spendTicket(room.sql, claims, now)) {
    return errorResponse(new AppError("forbidden", "This ticket was used already."), requestId);
  }
  const { person, session, device } = claims;
  if (!room.log.members.has(person))
    return errorResponse(new AppError("forbidden", "You are not in this room."), requestId);
  // A ticket from before the tenant was suspended opens nothing; one from after it came back does.
  if (mintedAt(claims) <= Number(room.log.getMeta("suspended_at") ?? -1)) {
    return errorResponse(new AppError("forbidden", "This tenant is suspended."), requestId);
  }
  room.tenantRoles.learn(person, claims.role, mintedAt(claims));
  const { 0: client, 1: server } = new WebSocketPair();
  const seat = { person, session, device, connectedAt: now, acked: room.log.head, saved: 0, lagging: false };
  room.seats.add(server, seat);
  room.greet(server, seat, asked);
  room.watchdog.wake();
  room.freshen();
  return new Response(null, { status: 101, webSocket: client, headers: { "sec-websocket-protocol": SUBPROTOCOL } });
}
