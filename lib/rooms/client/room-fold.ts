/** The next event of the stream, folded into a view. */
import type { PersonId } from "../../platform/ids";
import { changedBy, foldChange, foldEvent, isInTimeline } from "../core/fold";
import type { RoomEvent, RoomMember } from "../protocol";
import { settleChange } from "./changes";
import { settlePending } from "./pending";
import type { ChangeEvent, RoomView } from "./room-view";
import { addSegment } from "./segments";
import { foldThreads } from "./thread-view";

/** Changes kept for pages that are loaded later; beyond it the oldest half is forgotten and such pages are read anew. */
const CHANGES_MAX = 4_000;

/** The next event of the stream, in its place. */
export function foldIn(view: RoomView, event: RoomEvent): RoomView {
  const moved: RoomView = {
    ...foldThreads(view, event),
    streamedTo: event.seq,
    head: Math.max(view.head, event.seq),
    segments: addSegment(view.segments, { from: event.seq, to: event.seq, asOf: event.seq }).segments,
  };
  switch (event.type) {
    case "message.created":
      return change(typing(withMessage(moved, event), event.author, null), event);
    case "message.edited":
    case "message.deleted":
    case "message.pinned":
    case "message.previewed":
    case "reaction.set":
      return change(moved, event);
    case "room.created":
      return notice({ ...moved, meta: moved.meta ?? event.meta }, event);
    case "room.renamed":
      return notice(withMeta(moved, { name: event.name }), event);
    case "room.topic":
      return notice(withMeta(moved, { topic: event.topic }), event);
    case "room.archived":
      return notice(withMeta(moved, { archivedAt: event.archived ? event.at : null }), event);
    case "member.joined":
      return notice(withMember(moved, { person: event.person, role: event.role }), event);
    case "member.role":
      return notice(withMember(moved, { person: event.person, role: event.role }), event);
    case "member.left":
      return notice(withoutMember(moved, event.person), event);
    default:
      event satisfies never;
      return moved;
  }
}

function withMessage(view: RoomView, event: Extract<RoomEvent, { type: "message.created" }>): RoomView {
  if (!isInTimeline(event)) return view;
  const messages = new Map(view.messages);
  foldEvent(messages, event);
  return { ...view, messages };
}

/** An event that changes messages: folded into those held, kept for those that are loaded later. */
function change(view: RoomView, event: ChangeEvent): RoomView {
  const settled = event.author === view.me ? settle(view, event) : view;
  const targets = changedBy(event);
  if (targets.length === 0) return settled;
  const changes = new Map(settled.changes);
  for (const seq of targets) changes.set(seq, [...(changes.get(seq) ?? []), event]);
  const next = forgetOldChanges({ ...settled, changes, changeCount: settled.changeCount + targets.length });
  if (!targets.some((seq) => next.messages.has(seq))) return next;
  const messages = new Map(next.messages);
  foldChange(messages, event);
  return { ...next, messages };
}

/** A command of mine is in the log. */
export function settle(view: RoomView, { clientId, seq }: Pick<RoomEvent, "clientId" | "seq">): RoomView {
  return settleChange(settlePending(view, clientId, seq), clientId, seq);
}

function forgetOldChanges(view: RoomView): RoomView {
  if (view.changeCount <= CHANGES_MAX) return view;
  const seqs = [...view.changes.values()]
    .flat()
    .map((event) => event.seq)
    .sort((a, b) => a - b);
  const bufferedFrom = seqs[Math.floor(seqs.length / 2)] ?? view.streamedTo;
  const changes = new Map<number, ChangeEvent[]>();
  let changeCount = 0;
  for (const [target, events] of view.changes) {
    const kept = events.filter((event) => event.seq > bufferedFrom);
    if (kept.length > 0) changes.set(target, kept);
    changeCount += kept.length;
  }
  return { ...view, changes, changeCount, bufferedFrom };
}

function notice(view: RoomView, event: RoomEvent): RoomView {
  return { ...view, notices: new Map(view.notices).set(event.seq, event) };
}

function withMeta(view: RoomView, part: Partial<NonNullable<RoomView["meta"]>>): RoomView {
  return view.meta ? { ...view, meta: { ...view.meta, ...part } } : view;
}

function withMember(view: RoomView, member: RoomMember): RoomView {
  const at = view.members.findIndex(({ person }) => person === member.person);
  const members = at === -1 ? [...view.members, member] : view.members.with(at, member);
  return member.person === view.me ? { ...view, members, role: member.role, gone: false } : { ...view, members };
}

function withoutMember(view: RoomView, person: PersonId): RoomView {
  const members = view.members.filter((member) => member.person !== person);
  const quiet = typing({ ...view, members }, person, null);
  return person === view.me ? { ...quiet, role: null, gone: true } : quiet;
}

export function typing(view: RoomView, person: PersonId, until: number | null): RoomView {
  if (person === view.me || (until === null && !view.typing.has(person))) return view;
  const map = new Map(view.typing);
  if (until === null) map.delete(person);
  else map.set(person, until);
  return { ...view, typing: map };
}
