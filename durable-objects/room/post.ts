import { applyCommand } from "@/lib/rooms/core/commands";
import type { Done } from "@/lib/rooms/server/objects";
import type { ClientId, PersonId } from "@/lib/platform/ids";
import type { LiveRoom } from "./live-room";
import { refusal } from "./refusals";
import { Utterance } from "./speaker";

/** A message of a member who holds no socket here: judged and written as any other, in one synchronous step. */
export function post(
  room: LiveRoom,
  person: PersonId,
  message: { clientId: ClientId; body: string; thread: number | null },
): Done<{ seq: number }> {
  const { log, view, speaker } = room;
  const outcome = applyCommand(view, person, { type: "message.send", ...message });
  if (outcome.kind === "refused") return refusal(outcome);
  if (outcome.kind === "repeat") return { status: "done", seq: outcome.seq };
  const before = log.head;
  const { event, json } = log.transaction(() =>
    log.append(outcome.draft, { at: Date.now(), author: person, clientId: message.clientId }),
  );
  const said = new Utterance();
  said.common.push(json);
  speaker.speak(said, before);
  room.afterWrite();
  return { status: "done", seq: event.seq };
}
