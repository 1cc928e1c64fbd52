/** Folds what the room's socket says into a view. Any order, any repetition: the result equals a fresh load. */
import type { PersonId } from "../../platform/ids";
import { changedBy, foldChange, foldEvent, isInTimeline } from "../core/fold";
import {
  LIMITS,
  type MessageView,
  type ReadCursor,
  type RoomEvent,
  type RoomMember,
  type RoomServerFrame,
} from "../protocol";
import { rejectChange, settleChange } from "./changes";
import { settlePending, rejectPending } from "./pending";
import { applyPage } from "./room-pages";
import { emptyRoomView, type ChangeEvent, type RoomView } from "./room-view";
import { addSegment, markStale } from "./segments";
import { foldThreads, staleThreads, takeReading } from "./thread-view";

/** Changes kept for pages that are loaded later; beyond it the oldest half is forgotten and such pages are read anew. */
const CHANGES_MAX = 4_000;
/** Events kept while an earlier one is missing; beyond it only a resume helps, and it brings them again. */
const AHEAD_MAX = 1_000;

/** Folds one socket message (an array of frames) into the view. */
export function reduceRoom(view: RoomView, frames: readonly RoomServerFrame[], nowMs: number): RoomView {
  let next = view;
  for (const frame of frames) next = reduceFrame(next, frame, nowMs);
  return next;
}

function reduceFrame(view: RoomView, frame: RoomServerFrame, nowMs: number): RoomView {
  switch (frame.type) {
    case "welcome":
      return welcome(view, frame);
    case "ack":
      return settle(view, frame);
    case "rejected": {
      const { clientId } = frame;
      if (clientId === null) return view;
      const rejection = { ...frame, clientId };
      return rejectChange(rejectPending(view, rejection, nowMs), rejection, nowMs);
    }
    case "typing":
      return typing(view, frame.person, frame.on ? nowMs + LIMITS.typingExpiresMs : null);
    case "cursor":
      return takeCursor(view, frame);
    case "thread":
      return takeReading(view, frame);
    case "lagging":
      return { ...view, lagging: true, head: Math.max(view.head, frame.head) };
    default:
      // A later version's frame without a seq is not for us.
      return "seq" in frame && Number.isInteger(frame.seq) ? arrive(view, frame) : view;
  }
}

/** I have read so far; the room does not know yet. Only moves forward. */
export function readTo(view: RoomView, upTo: number): RoomView {
  if ((view.cursors.get(view.me) ?? 0) >= upTo) return view;
  const confirmed = { ...view.confirmed, wish: upTo };
  return { ...view, confirmed, cursors: new Map(view.cursors).set(view.me, upTo) };
}

/** I mark unread what comes after `upTo`; the room does not know yet. Only moves back. */
export function unreadFrom(view: RoomView, upTo: number): RoomView {
  if ((view.cursors.get(view.me) ?? 0) <= upTo) return view;
  return {
    ...view,
    confirmed: { ...view.confirmed, wish: 0 },
    cursors: new Map(view.cursors).set(view.me, upTo),
    newsAfter: Math.min(view.newsAfter, upTo),
  };
}

/** A cursor as the room knows it; the higher version wins, back moves included. What I read since stays read. */
function takeCursor(view: RoomView, { person, upTo, version }: ReadCursor): RoomView {
  if (version < (view.cursorVersions.get(person) ?? -1)) return view;
  const cursorVersions = new Map(view.cursorVersions).set(person, version);
  if (person !== view.me) return { ...view, cursorVersions, cursors: new Map(view.cursors).set(person, upTo) };
  const rewound = upTo < view.confirmed.upTo;
  const wish = rewound || upTo >= view.confirmed.wish ? 0 : view.confirmed.wish;
  return {
    ...view,
    cursorVersions,
    confirmed: { upTo, wish },
    cursors: new Map(view.cursors).set(person, Math.max(upTo, wish)),
    newsAfter: rewound ? Math.min(view.newsAfter, upTo) : view.newsAfter,
  };
}

/** Forgets who stopped writing without saying so. */
export function expireTyping(view: RoomView, nowMs: number): RoomView {
  const kept = [...view.typing].filter(([, until]) => until > nowMs);
  return kept.length === view.typing.size ? view : { ...view, typing: new Map(kept) };
}

function welcome(view: RoomView, frame: Extract<RoomServerFrame, { type: "welcome" }>): RoomView {
  const known = view.epoch === null || view.epoch === frame.epoch;
  // Another epoch is another log: the numbers mean other events now. What waits to be sent stays.
  const base = known
    ? view
    : staleThreads({
        ...emptyRoomView(view.me),
        pending: view.pending,
        pendingReactions: view.pendingReactions,
        pendingChanges: view.pendingChanges,
        threads: view.threads,
      });
  const told: RoomView = {
    ...base,
    epoch: frame.epoch,
    head: Math.max(base.head, frame.head),
    meta: frame.meta,
    members: frame.members,
    role: frame.you.role,
    typing: new Map(),
    lagging: false,
    gone: false,
  };
  const next = frame.cursors.reduce(takeCursor, told);
  const { catchUp } = frame;
  if (catchUp.kind === "events") return next;
  const fresh = restart(next, catchUp.page.asOf, (ready) => applyPage(ready, catchUp.page).view);
  return { ...fresh, newsAfter: newsAfter(fresh, frame.unread, catchUp.page.messages) };
}

/** Where news begins, from how many there are: messages after the cursor may be imported ones, which never count. */
function newsAfter(view: RoomView, unread: number, newest: readonly MessageView[]): number {
  if (unread === 0) return view.streamedTo;
  const ofOthers = newest.filter(({ author, deletedAt }) => author !== view.me && deletedAt === null);
  const first = unread < LIMITS.unreadMax ? ofOthers.at(-unread) : undefined;
  return first ? first.seq - 1 : 0;
}

/** The stream starts again at `asOf`; what came before and was not seen is unknown. */
function restart(view: RoomView, asOf: number, fill: (view: RoomView) => RoomView): RoomView {
  if (asOf <= view.streamedTo) return fill(view);
  const ready: RoomView = {
    ...staleThreads(view),
    segments: markStale(view.segments, view.streamedTo, asOf),
    streamedTo: asOf,
    bufferedFrom: asOf,
    changes: new Map(),
    changeCount: 0,
    pendingReactions: view.pendingReactions.filter(({ seq }) => seq === null || seq > asOf),
    pendingChanges: view.pendingChanges.filter(({ seq }) => seq === null || seq > asOf),
  };
  return drainAhead(fill(ready));
}

function arrive(view: RoomView, event: RoomEvent): RoomView {
  if (event.seq <= view.streamedTo) return view;
  if (event.seq > view.streamedTo + 1) {
    const ahead = view.ahead.size < AHEAD_MAX ? new Map(view.ahead).set(event.seq, event) : view.ahead;
    return { ...view, ahead, head: Math.max(view.head, event.seq) };
  }
  return drainAhead(fold(view, event));
}

/** Uses the events that were waiting for this position, and drops those it has passed. */
function drainAhead(view: RoomView): RoomView {
  if (view.ahead.size === 0) return view;
  const ahead = new Map(view.ahead);
  let next = view;
  for (;;) {
    const event = ahead.get(next.streamedTo + 1);
    if (!event) break;
    next = fold(next, event);
  }
  for (const seq of ahead.keys()) if (seq <= next.streamedTo) ahead.delete(seq);
  return { ...next, ahead };
}

/** The next event of the stream, in its place. */
function fold(view: RoomView, event: RoomEvent): RoomView {
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
function settle(view: RoomView, { clientId, seq }: Pick<RoomEvent, "clientId" | "seq">): RoomView {
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

function typing(view: RoomView, person: PersonId, until: number | null): RoomView {
  if (person === view.me || (until === null && !view.typing.has(person))) return view;
  const map = new Map(view.typing);
  if (until === null) map.delete(person);
  else map.set(person, until);
  return { ...view, typing: map };
}
