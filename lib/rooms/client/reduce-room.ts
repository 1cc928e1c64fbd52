/** Folds what the room's socket says into a view. Any order, any repetition: the result equals a fresh load. */
import { LIMITS, type MessageView, type RoomEvent, type RoomServerFrame } from "../protocol";
import { rejectChange } from "./changes";
import { rejectPending } from "./pending";
import { takeCursor } from "./read-cursors";
import { foldIn, settle, typing } from "./room-fold";
import { applyPage } from "./room-pages";
import { emptyRoomView, type RoomView } from "./room-view";
import { markStale } from "./segments";
import { staleThreads, takeReading } from "./thread-view";

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
  return drainAhead(foldIn(view, event));
}

/** Uses the events that were waiting for this position, and drops those it has passed. */
function drainAhead(view: RoomView): RoomView {
  if (view.ahead.size === 0) return view;
  const ahead = new Map(view.ahead);
  let next = view;
  for (;;) {
    const event = ahead.get(next.streamedTo + 1);
    if (!event) break;
    next = foldIn(next, event);
  }
  for (const seq of ahead.keys()) if (seq <= next.streamedTo) ahead.delete(seq);
  return { ...next, ahead };
}
