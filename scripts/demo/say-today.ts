import { WebSocket } from "ws";
import { derivedId, newId, type RoomId } from "@/lib/platform/ids";
import { SUBPROTOCOL } from "@/lib/rooms/protocol";
import { mintTicket } from "@/lib/rooms/server/ticket";
import { personOf, type DemoInstallation, type Place } from "./installation";
import { SAID_TODAY, SHARED_TODAY } from "./today";
import { upload } from "./upload";

/** The last words are said live, as a browser would: with a ticket, over a socket, in order; and files are shared. */
export async function sayToday(
  { url, secrets }: DemoInstallation,
  places: Map<string, Place>,
  rooms: Map<string, RoomId>,
): Promise<void> {
  const place = places.get("demo-company");
  if (!place) return;
  const say = async (key: string, who: string, frame: { clientId: string; body: string; files?: string[] }) => {
    const room = roomOf(rooms, key);
    const claims = { tenant: place.tenantId, person: personOf(place, who), role: "member" as const };
    const device = { session: newId(), device: newId() };
    const ticket = await mintTicket(secrets.TICKET_SECRET, { aud: "room", room, ...claims, ...device }, Date.now());
    await sayOnce(url, room, ticket, { type: "message.send", ...frame });
  };
  for (const [index, { room, who, body }] of SAID_TODAY.entries())
    await say(room, who, { clientId: await derivedId("demo", "today", String(index)), body });
  for (const { room, who, body, file } of SHARED_TODAY) {
    const token = await upload(url, { tenant: "demo-company", room: roomOf(rooms, room), who, file });
    if (token !== null)
      await say(room, who, { clientId: await derivedId("demo", "shared", file.name), body, files: [token] });
  }
}

function roomOf(rooms: Map<string, RoomId>, key: string): RoomId {
  const room = rooms.get(`demo-company/${key}`);
  if (room === undefined) throw new Error(`The demo talk names the room ${key}, which there is not.`);
  return room;
}

const ACK_TIMEOUT_MS = 10_000;

/** Opens a socket, sends one frame, waits for its acknowledgement. */
function sayOnce(
  url: string,
  room: RoomId,
  ticket: string,
  frame: { clientId: string } & Record<string, unknown>,
): Promise<void> {
  const address = new URL(`/ws/rooms/${room}?v=1`, url);
  address.protocol = "ws:";
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(address, [SUBPROTOCOL, `ticket.${ticket}`], { origin: url });
    const timer = setTimeout(() => fail("nothing was acknowledged"), ACK_TIMEOUT_MS);
    const end = () => {
      clearTimeout(timer);
      socket.close();
    };
    const fail = (why: string) => {
      end();
      reject(new Error(`The demo could not be said into the room: ${why}.`));
    };
    socket.on("error", (error) => fail(error.message));
    socket.on("close", (code) => fail(`the socket closed with ${code}`));
    socket.on("message", (data) => {
      if (!Buffer.isBuffer(data)) return;
      const frames = JSON.parse(data.toString()) as { type: string; clientId?: string; message?: string }[];
      for (const { type, clientId, message } of frames) {
        if (type === "welcome") socket.send(JSON.stringify(frame));
        if (clientId !== frame.clientId) continue;
        if (type === "rejected") return fail(message ?? "rejected");
        // Its own event says that it was stored, an `ack` that it was before: the demo may be said again.
        if (type === "ack" || type === "message.created") {
          resolve();
          return end();
        }
      }
    });
  });
}
