import { applyAct, expelDrafts, type RoomAct, type RoomActor } from "@/lib/rooms/core/acts";
import type { Draft } from "@/lib/rooms/core/draft";
import { CLOSE, type RoomMeta } from "@/lib/rooms/protocol";
import type { Done } from "@/lib/rooms/server/objects";
import { type ClientId, derivedId, newId, type PersonId } from "@/lib/platform/ids";
import type { LiveRoom } from "./live-room";
import { refusal } from "./refusals";
import { Utterance } from "./speaker";

/** Client ids for the second and further events of one act, made before the synchronous step since hashing waits. */
export async function actIds(act: RoomAct, clientId: ClientId): Promise<Map<PersonId, ClientId>> {
  if (act.type !== "member.add") return new Map();
  const people = [...new Set(act.people)];
  const ids = await Promise.all(people.map((person) => derivedId<ClientId>(clientId, "member.joined", person)));
  return new Map(people.map((person, index) => [person, ids[index] ?? clientId]));
}

/** Judges an act, writes it and tells everybody, in one synchronous step. A repeat answers the original. */
export function act(
  room: LiveRoom,
  actor: RoomActor,
  what: RoomAct,
  clientId: ClientId,
  ids: Map<PersonId, ClientId>,
): Done<{ seq: number; meta: RoomMeta }> {
  const { log } = room;
  const original = log.original(actor.person, clientId);
  if (original) return { status: "done", seq: original.seq, meta: log.meta };
  const outcome = applyAct(log, actor, what);
  if (outcome.kind === "refused") return refusal(outcome);
  const seq = write(room, actor.person, outcome.drafts, (draft, index) =>
    index > 0 && draft.type === "member.joined" ? (ids.get(draft.person) ?? newId()) : clientId,
  );
  return { status: "done", seq, meta: log.meta };
}

/** Removes a person the tenant let go, from any room and past every rule. */
export function expel(room: LiveRoom, person: PersonId, by: PersonId): void {
  write(room, by, expelDrafts(room.log, person), () => newId());
  // Even when there was no membership left to end.
  room.seats.close((seat) => seat.person === person, CLOSE.notMember, "not_member");
}

/**
 * Appends membership and room events and speaks them. Whoever left is out of the socket table before the first byte of
 * what follows is written, so nothing later can reach them.
 */
function write(
  room: LiveRoom,
  author: PersonId,
  drafts: Draft[],
  idOf: (draft: Draft, index: number) => ClientId,
): number {
  const { log, cursors, hints } = room;
  if (drafts.length === 0) return log.head;
  const before = log.head;
  const said = new Utterance();
  log.transaction(() => {
    for (const [index, draft] of drafts.entries()) {
      const { event, json } = log.append(draft, { at: Date.now(), author, clientId: idOf(draft, index) });
      said.common.push(json);
      if (event.type === "member.joined") {
        cursors.advance(event.person, event.seq);
        room.threads.catchUp(event.person);
        hints.membership(event.person, true, event.seq);
      } else if (event.type === "member.left") hints.membership(event.person, false, event.seq);
    }
  });
  room.seats.close((seat) => !log.members.has(seat.person), CLOSE.notMember, "not_member");
  room.speaker.speak(said, before);
  room.afterWrite();
  return before + 1;
}
