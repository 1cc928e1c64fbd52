/**
 * After a removal call answers, no further byte of the room reaches that person on any path. The removed person's
 * connection is a bare TCP socket, so that every byte counts, close frames included.
 */
import { randomBytes } from "node:crypto";
import net from "node:net";
import { setImmediate as turn, setTimeout as sleep } from "node:timers/promises";
import { newId, type PersonId } from "@/lib/platform/ids";
import { LIMITS, SUBPROTOCOL } from "@/lib/rooms/protocol";
import { APP_ORIGIN } from "../stack/realtime";
import { testCall } from "../stack/test-call";
import { roomUrl, ticketFor, type Door } from "./dial";
import type { Recorder } from "./recorder";
import { callRoom, type Scene, type SceneRoom } from "./scene";

/** How long the room talks on while the removed socket is watched. */
const WATCH_MS = 1_500;

/** Removes one member while the room is busy and records what still reached them. */
export async function checkRevocation(
  scene: Scene,
  room: SceneRoom,
  victim: PersonId,
  recorder: Recorder,
): Promise<void> {
  const door: Door = { origin: scene.origin, tenant: scene.tenant, room: room.id, person: victim, device: newId() };
  const unused = await ticketFor(door);
  const raw = await openRaw(door);
  await sleep(300);
  if (raw.bytes() === 0)
    throw new Error("The socket to be revoked never received anything: the check would prove nothing.");

  const actor = { person: room.owner, tenantRole: "member" } as const;
  const removal = { type: "member.remove", person: victim } as const;
  const answer = await callRoom(scene, scene.tenant, room.id, "act", scene.tenant, actor, removal, newId());
  // What this machine's kernel held before the answer was read had already arrived: let the loop hand it over.
  await turn();
  await turn();
  const before = raw.bytes();
  if (answer.status !== "done") throw new Error(`The removal was refused: ${answer.message}`);

  await sleep(WATCH_MS);
  const bytesAfter = raw.bytes() - before;
  const leaks = await otherPaths(scene, room, door, unused);
  raw.destroy();
  recorder.record({ k: "removal", room: room.id, person: victim, seq: answer.seq, bytesAfter, leaks });
}

/** Every other way in: an unused ticket from before, a new ticket, pages, changes, members, hints. */
async function otherPaths(scene: Scene, room: SceneRoom, door: Door, unused: string): Promise<string[]> {
  const { tenant } = scene;
  const leaks: string[] = [];
  for (const [name, ticket] of [
    ["a ticket minted before", unused],
    ["a new ticket", await ticketFor(door)],
  ] as const) {
    const raw = await openRaw(door, ticket);
    await sleep(200);
    if (raw.text().startsWith("HTTP/1.1 101")) leaks.push(`${name} opened the room`);
    raw.destroy();
  }
  const range = { after: 0, from: 1, to: 1_000_000 };
  const answers = {
    page: (await callRoom(scene, tenant, room.id, "page", tenant, door.person, { limit: LIMITS.pageSize })).status,
    overlay: (await callRoom(scene, tenant, room.id, "overlay", tenant, door.person, range)).status,
    members: (await callRoom(scene, tenant, room.id, "members", tenant, door.person)).status,
  };
  for (const [path, status] of Object.entries(answers)) if (status !== "refused") leaks.push(`${path} answered`);
  const hint = await testCall<unknown>(scene.origin, {
    object: "room",
    tenant,
    name: room.id,
    method: "subscribe",
    args: [tenant, door.person],
  });
  if (hint !== null) leaks.push("the sidebar entry was answered");
  return leaks;
}

interface RawSocket {
  bytes(): number;
  text(): string;
  destroy(): void;
}

/** A WebSocket handshake by hand; what comes back is only counted. */
async function openRaw(door: Door, ticket?: string): Promise<RawSocket> {
  const url = new URL(roomUrl(door, null));
  const proof = ticket ?? (await ticketFor(door));
  const socket = net.connect(Number(url.port), url.hostname);
  let bytes = 0;
  let text = "";
  socket.on("error", () => undefined);
  socket.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (text.length < 200) text += chunk.toString("latin1");
  });
  await new Promise<void>((resolve) => socket.once("connect", resolve));
  socket.write(
    [
      `GET ${url.pathname}${url.search} HTTP/1.1`,
      `Host: ${url.host}`,
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`,
      `Sec-WebSocket-Protocol: ${SUBPROTOCOL}, ticket.${proof}`,
      `Origin: ${APP_ORIGIN}`,
      "\r\n",
    ].join("\r\n"),
  );
  return { bytes: () => bytes, text: () => text, destroy: () => socket.destroy() };
}
