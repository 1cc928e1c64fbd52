/** How far I and the others have read: what the room says, and what I did that it does not know yet. */
import type { ReadCursor } from "../protocol";
import type { RoomView } from "./room-view";

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
export function takeCursor(view: RoomView, { person, upTo, version }: ReadCursor): RoomView {
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
