/** What one browser knows of its person's rooms and of the presence it shows: a value and its pure fold. */
import type { NotifySettings } from "../../notify/core/settings";
import type { PersonId, RoomId } from "../../platform/ids";
import type { LaterItem } from "../../later/protocol";
import { laterMap, reduceLater, type LaterMap } from "../../later/client/later-view";
import type { InboxRoom, InboxServerFrame, PresenceView, TenantRole } from "../protocol";

export interface InboxView {
  me: PersonId;
  /** False until the inbox itself has spoken: the list may be the server's first rendering. */
  confirmed: boolean;
  rooms: ReadonlyMap<RoomId, InboxRoom>;
  presence: ReadonlyMap<PersonId, PresenceView>;
  /** My role in the tenant as of this moment; null until the inbox has spoken. */
  tenantRole: TenantRole | null;
  /** What I chose: auto, away, dnd, invisible. */
  mode: string;
  later: LaterMap;
  /** What I want to hear of; null until the inbox has spoken. */
  notify: NotifySettings | null;
}

export function emptyInboxView(
  me: PersonId,
  rooms: readonly InboxRoom[] = [],
  later: readonly LaterItem[] = [],
): InboxView {
  return {
    me,
    confirmed: false,
    rooms: new Map(rooms.map((room) => [room.roomId, room])),
    presence: new Map(),
    tenantRole: null,
    mode: "auto",
    later: laterMap(later),
    notify: null,
  };
}

/** Folds one socket message into the view. Entries carry a version: a late one never undoes a newer one. */
export function reduceInbox(view: InboxView, frames: readonly InboxServerFrame[]): InboxView {
  let next = view;
  for (const frame of frames) next = reduceFrame(next, frame);
  return next;
}

/** A room I have just entered by my own act, before the inbox says so. */
export function withRoom(view: InboxView, room: InboxRoom): InboxView {
  const held = view.rooms.get(room.roomId);
  if (held && held.version >= room.version) return view;
  return { ...view, rooms: new Map(view.rooms).set(room.roomId, room) };
}

export function withoutRoom(view: InboxView, roomId: RoomId): InboxView {
  if (!view.rooms.has(roomId)) return view;
  const rooms = new Map(view.rooms);
  rooms.delete(roomId);
  return { ...view, rooms };
}

function reduceFrame(view: InboxView, frame: InboxServerFrame): InboxView {
  switch (frame.type) {
    case "inbox.welcome":
      return {
        ...view,
        confirmed: true,
        tenantRole: frame.tenantRole,
        mode: frame.mode,
        later: reduceLater(view.later, frame),
        rooms: new Map(frame.rooms.map((room) => [room.roomId, newer(view.rooms.get(room.roomId), room)])),
        presence: new Map(view.presence).set(frame.presence.person, frame.presence),
      };
    case "room.upsert":
      return withRoom(view, frame.room);
    case "room.gone":
      return withoutRoom(view, frame.roomId);
    case "you":
      return { ...view, tenantRole: frame.tenantRole };
    case "presence": {
      const presence = new Map(view.presence);
      for (const one of frame.people) presence.set(one.person, one);
      return { ...view, presence };
    }
    case "later.item":
    case "later.gone":
      return { ...view, later: reduceLater(view.later, frame) };
    case "notify.settings":
      return { ...view, notify: frame.settings };
    default:
      return view;
  }
}

function newer(held: InboxRoom | undefined, room: InboxRoom): InboxRoom {
  return held && held.version > room.version ? held : room;
}
