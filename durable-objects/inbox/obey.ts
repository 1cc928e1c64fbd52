import { draftId } from "@/lib/later/protocol";
import type { PersonId, RoomId } from "@/lib/platform/ids";
import { normaliseEmoji, normaliseLine } from "@/lib/rooms/core/text";
import type { InboxFrame } from "@/lib/rooms/protocol";
import type { Objects } from "@/lib/rooms/server/objects";
import type { Later } from "../later/later";
import type { Device, Devices } from "./devices";
import { everyRoom } from "./every-room";
import type { Own } from "./own";
import type { Reporter } from "./reporter";

const STATUS_CHARS_MAX = 100;

export interface Hands {
  own: Own;
  objects: Objects;
  devices: Devices;
  reporter: Reporter;
  later: Later;
  /** Sets the alarm anew. */
  arm(): void;
  waitUntil(work: Promise<unknown>): void;
}

interface Refusal {
  message: string;
  param: string;
}

/** Does what one frame of a device asks for; answers why, where it is not done. */
export function obey(inbox: Hands, socket: WebSocket, device: Device, frame: InboxFrame): Refusal | null {
  const { devices, reporter, later } = inbox;
  switch (frame.type) {
    case "activity.set":
      if (device.active === frame.active) return null;
      device.active = frame.active;
      // Whoever goes idle was active until now.
      device.activeAt = Date.now();
      devices.save(socket, device);
      inbox.arm();
      break;
    case "device.set":
      device.focused = frame.focused;
      device.desktop = frame.desktop;
      if (frame.focused) device.activeAt = Date.now();
      devices.save(socket, device);
      return null;
    case "presence.watch":
      devices.watch(device, frame.people as PersonId[]);
      // Asked anew even when nobody new is watched: this device has not been told yet.
      inbox.waitUntil(reporter.publish(true));
      return null;
    case "draft.set": {
      const { room, thread, body, base } = frame;
      later.act({ type: "draft.set", room: room as RoomId, thread, body, base, by: device.device }, Date.now());
      // Also when nothing changed: the device waits for the word that its draft is kept.
      const standing = later.standing("draft", draftId(room as RoomId, thread));
      devices.send(socket, JSON.stringify([standing]));
      inbox.arm();
      return null;
    }
    case "rooms.read":
      inbox.waitUntil(read(inbox, frame.rooms));
      return null;
    case "presence.set": {
      const refusal = choose(inbox.own, frame);
      if (refusal) return refusal;
      break;
    }
    default:
      frame satisfies never;
  }
  inbox.waitUntil(reporter.publish());
  return null;
}

/** How the owner wants to appear. */
function choose(own: Own, frame: Extract<InboxFrame, { type: "presence.set" }>): Refusal | null {
  const text =
    frame.statusText === undefined || frame.statusText.trim() === ""
      ? null
      : normaliseLine(frame.statusText, STATUS_CHARS_MAX);
  if (text && !text.ok) return { message: `A status has at most ${STATUS_CHARS_MAX} characters.`, param: "statusText" };
  const emoji = frame.statusEmoji ? normaliseEmoji(frame.statusEmoji) : "";
  if (emoji === null) return { message: "That is not an emoji.", param: "statusEmoji" };
  if (frame.mode !== undefined) own.set("mode", frame.mode);
  if (frame.statusText !== undefined) own.set("status_text", text?.ok ? text.text : null);
  if (frame.statusEmoji !== undefined) own.set("status_emoji", emoji || null);
  return null;
}

async function read({ own, objects }: Hands, rooms: readonly { room: string; upTo: number }[]): Promise<void> {
  const upTo = new Map(rooms.map((one) => [one.room as RoomId, one.upTo]));
  await everyRoom([...upTo.keys()], "room.read_failed", (room) =>
    objects.room(own.tenantId, room).read(own.tenantId, own.person, upTo.get(room) ?? 0),
  );
}
