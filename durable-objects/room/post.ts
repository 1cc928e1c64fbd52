import type { PersonId } from "@/lib/platform/ids";
import type { ChatRoomRpc, Done } from "@/lib/rooms/server/objects";
import type { LiveRoom } from "./live-room";
import { NO_GROUPS, NO_ROOM, refusal } from "./refusals";

/**
 * Writes a message of a member who holds no socket here.
 * @param find asked again once the groups it mentions are known: the person may have gone meanwhile.
 */
export async function post(
  find: () => LiveRoom | null,
  person: PersonId,
  message: Parameters<ChatRoomRpc["post"]>[2],
): Promise<Done<{ seq: number }>> {
  try {
    await find()?.groups.ready(message.body);
  } catch {
    return refusal(NO_GROUPS);
  }
  const room = find();
  if (!room) return NO_ROOM;
  room.freshen();
  const verdict = room.carryOut(person, { type: "message.send", ...message });
  if (verdict.kind === "refused") return refusal(verdict);
  return { status: "done", seq: verdict.kind === "written" ? verdict.event.seq : verdict.seq };
}
