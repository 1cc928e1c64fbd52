import type { RoomId } from "@/lib/platform/ids";
import { errorFacts, log } from "@/lib/platform/log";

const ASKED_AT_ONCE = 6;

/** Calls each of these rooms, a few at a time. False when some of them did not answer. */
export async function everyRoom(
  rooms: readonly RoomId[],
  failed: "room.expel_failed" | "room.read_failed" | "room.call_failed",
  call: (room: RoomId) => Promise<void>,
): Promise<boolean> {
  let all = true;
  for (let at = 0; at < rooms.length; at += ASKED_AT_ONCE) {
    const answers = await Promise.allSettled(rooms.slice(at, at + ASKED_AT_ONCE).map(call));
    for (const answer of answers) {
      if (answer.status === "fulfilled") continue;
      all = false;
      log({ event: failed, level: "warn", ...errorFacts(answer.reason) });
    }
  }
  return all;
}
