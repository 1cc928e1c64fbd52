import { WebSocket } from "ws";
import type { PersonId, RoomId, TenantId } from "@/lib/platform/ids";
import { SUBPROTOCOL } from "@/lib/rooms/protocol";
import { mintTicket } from "@/lib/rooms/server/ticket";
import { APP_ORIGIN, TICKET_SECRET } from "../stack/realtime";

export interface Door {
  origin: string;
  tenant: TenantId;
  room: RoomId;
  person: PersonId;
  device: string;
}

/** A one-time ticket, as the web Worker mints it. */
export function ticketFor({ tenant, room, person, device }: Door): Promise<string> {
  return mintTicket(
    TICKET_SECRET,
    { aud: "room", tenant, room, person, device, role: "member", session: "chaos" },
    Date.now(),
  );
}

export function roomUrl(
  { origin, room }: Pick<Door, "origin" | "room">,
  at: { epoch: string; since: number } | null,
): string {
  const resume = at ? `&epoch=${at.epoch}&since=${at.since}` : "";
  return `${origin.replace("http", "ws")}/ws/rooms/${room}?v=1${resume}`;
}

/** Opens a socket to the room with a fresh ticket. */
export async function dial(door: Door, at: { epoch: string; since: number } | null): Promise<WebSocket> {
  const protocols = [SUBPROTOCOL, `ticket.${await ticketFor(door)}`];
  return new WebSocket(roomUrl(door, at), protocols, {
    origin: APP_ORIGIN,
    perMessageDeflate: false,
    handshakeTimeout: 5_000,
  });
}
