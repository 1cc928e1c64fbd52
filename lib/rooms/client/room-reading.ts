/** How far the reader has read, here and as the room knows it. Part of the room's store. */
import { readTo, unreadFrom } from "./read-cursors";
import type { RoomCore } from "./room-state";
import { myCursor, type RoomView } from "./room-view";

export interface ReadingActions {
  /** Does nothing before the first welcome, nor after `markUnread` until the reader left and came again, or jumped to the latest. */
  markRead(upTo: number): void;
  markUnread(from: number): void;
  /** The reader looks at the room now; `away` when the window loses focus. */
  enter(): void;
  away(): void;
}

const READ_EVERY_MS = 300;

/** The actions, and what the store tells them. */
export function createReading(core: RoomCore): {
  actions: ReadingActions;
  /** Says to the room what it has not confirmed. */
  live(): void;
  /** Frames changed the view. `welcomed`: the first welcome is among them. */
  took(before: RoomView, welcomed: boolean): void;
  /** The reader reads on, whatever was marked unread. */
  release(): void;
} {
  const { timers, get, set, change } = core;
  let entered = false;
  /** Marked unread here or on another device: reading on must not undo it before the reader comes anew. */
  let held = false;
  /** The "mark unread" the room has not confirmed. */
  let unreadWish: number | null = null;

  const sendRead = () => {
    const { view } = get();
    const version = view.cursorVersions.get(core.me);
    core.send({ type: "read.set", upTo: myCursor(view), ...(version === undefined ? {} : { version }) });
  };
  const sendCursor = () => {
    if (unreadWish !== null) core.send({ type: "unread.set", from: unreadWish + 1 });
    else if (get().view.confirmed.wish > 0) sendRead();
  };

  const actions: ReadingActions = {
    markRead(upTo) {
      const { view } = get();
      // Before the room has said where I was, reading on would hide where the unread begins.
      if (held || view.epoch === null || upTo <= myCursor(view)) return;
      unreadWish = null;
      change(readTo(view, upTo));
      timers.once("read", READ_EVERY_MS, sendRead);
    },
    markUnread(from) {
      const upTo = Math.max(0, from - 1);
      held = true;
      timers.stop("read");
      set({ readUpTo: upTo });
      if (upTo >= myCursor(get().view)) return;
      unreadWish = upTo;
      change(unreadFrom(get().view, upTo));
      if (core.live()) sendCursor();
    },
    enter() {
      if (!entered) held = false;
      entered = true;
      const { view, readUpTo } = get();
      const unread = readBefore(view);
      // A line that something stands under stays until the reader leaves.
      if (readUpTo === null || !hasNews(view, readUpTo)) set({ readUpTo: unread });
    },
    away() {
      entered = false;
      const { view } = get();
      if (readBefore(view) === null && view.epoch !== null) set({ readUpTo: Math.max(myCursor(view), view.newsAfter) });
    },
  };
  return {
    actions,
    live: sendCursor,
    took(before, welcomed) {
      const { view, readUpTo } = get();
      if (view.confirmed.upTo < before.confirmed.upTo) {
        held = true;
        if (unreadWish !== null && view.confirmed.upTo <= unreadWish) unreadWish = null;
      }
      if (entered && readUpTo === null && welcomed && before.epoch === null) set({ readUpTo: readBefore(view) });
    },
    release() {
      held = false;
    },
  };
}

/** Up to where I have read, when news by others lies after it; else null. */
function readBefore(view: RoomView): number | null {
  const upTo = Math.max(myCursor(view), view.newsAfter);
  return view.cursors.has(view.me) && hasNews(view, upTo) ? upTo : null;
}

function hasNews(view: RoomView, upTo: number): boolean {
  for (const { seq, author, deletedAt } of view.messages.values()) {
    if (seq > upTo && author !== view.me && deletedAt === null) return true;
  }
  return false;
}
