import type { RoomActor } from "@/lib/rooms/core/acts";
import type { Done } from "@/lib/rooms/server/objects";
import type { ClientId } from "@/lib/platform/ids";
import type { LiveRoom } from "./live-room";
import { refusal } from "./refusals";

/**
 * Deletes a message in the name of an administrator, who need not be in the room: judged, written and told to everybody
 * in one synchronous step, as any deletion. One that is deleted already answers what deleted it.
 */
export function moderate(
  room: LiveRoom,
  actor: RoomActor,
  target: number,
  clientId: ClientId,
): Done<{ seq: number; repeated: boolean }> {
  const original = room.log.original(actor.person, clientId);
  if (original) return { status: "done", seq: original.seq, repeated: true };
  const verdict = room.moderate(actor, target, clientId);
  if (verdict.kind === "refused") return refusal(verdict);
  if (verdict.kind === "repeat") return { status: "done", seq: verdict.seq, repeated: true };
  return { status: "done", seq: verdict.event.seq, repeated: false };
}
