import { LIMITS, type RoomServerFrame } from "@/lib/rooms/protocol";
import type { PersonId } from "@/lib/platform/ids";
import type { LiveRoom } from "./live-room";
import { Utterance } from "./speaker";

/** Moves a member's read cursor for a caller that holds no socket here, and tells those who see cursors. */
export function markRead(room: LiveRoom, person: PersonId, upTo: number): void {
  const { log, cursors, seats, speaker } = room;
  const wanted = Math.min(upTo, log.head);
  if (!log.transaction(() => cursors.advance(person, wanted))) return;
  const frame: RoomServerFrame = { type: "cursor", person, upTo: wanted };
  const said = new Utterance();
  if (log.members.size <= LIMITS.cursorsMembersMax) said.common.push(JSON.stringify(frame));
  else for (const [socket, seat] of seats.all()) if (seat.person === person) said.reply(socket, frame);
  speaker.speak(said, log.head);
  room.afterWrite(new Set([person]));
}
