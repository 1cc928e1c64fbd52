/** The store of one person's inbox on this page: the rooms with their badges, and the presence of whoever is shown. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { LaterItem } from "../../later/protocol";
import type { PersonId, RoomId } from "../../platform/ids";
import { LIMITS, type InboxFrame, type InboxRoom, type InboxServerFrame, type RoomMeta } from "../protocol";
import type { ConnectionState } from "./connection";
import { emptyInboxView, reduceInbox, withoutRoom, withRoom, type InboxView } from "./inbox-view";

export interface InboxState {
  view: InboxView;
  connection: ConnectionState;
}

export interface InboxActions {
  receive(frames: readonly InboxServerFrame[]): void;
  connectionChanged(connection: ConnectionState): void;
  /** Part `name` of the page shows these people now; an empty list: it shows nobody any more. */
  watch(name: string, people: readonly PersonId[]): void;
  setActive(active: boolean): void;
  /** Whether somebody sits at this page, and whether it may show notifications. */
  setDevice(device: { focused: boolean; desktop: boolean }): void;
  setPresence(wish: Omit<Extract<InboxFrame, { type: "presence.set" }>, "type">): void;
  /** I created or joined this room; it shows at once. */
  entered(meta: RoomMeta, people: readonly PersonId[]): void;
  left(room: RoomId): void;
  /** Shows every room as read at once, and tells the rooms after `undoMs`. Answers how many had something unread. */
  readAll(undoMs: number): number;
  /** Brings back what `readAll` took away, while the rooms have not been told. */
  undoReadAll(): void;
  /** Tells the rooms now what they would be told later: the page goes away. */
  settle(): void;
  dispose(): void;
}

export type InboxStore = StoreApi<InboxState> & { actions: InboxActions };

const WATCH_EVERY_MS = 300;
const WATCH_MAX = 500;
const READ_MAX = LIMITS.roomsReadMax;

/** Makes the inbox store. `send` answers false while not connected; what matters is said again when live. */
export function createInboxStore(deps: {
  me: PersonId;
  rooms: readonly InboxRoom[];
  later?: readonly LaterItem[];
  send(frame: InboxFrame): boolean;
}): InboxStore {
  const store = createStore<InboxState>(() => ({
    view: emptyInboxView(deps.me, deps.rooms, deps.later),
    connection: { kind: "connecting" },
  }));
  const { getState, setState } = store;
  const watched = new Map<string, readonly PersonId[]>();
  let watchTimer: ReturnType<typeof setTimeout> | undefined;
  let said = "";
  let active = true;
  let readTimer: ReturnType<typeof setTimeout> | undefined;
  let read: InboxRoom[] = [];
  let owed: { room: RoomId; upTo: number }[] = [];
  let device = { focused: false, desktop: false };
  let wish: Parameters<InboxActions["setPresence"]>[0] | null = null;

  const sendWatch = () => {
    const people = [...new Set([...watched.values()].flat())].slice(0, WATCH_MAX).sort();
    const text = people.join();
    if (text !== said && deps.send({ type: "presence.watch", people })) said = text;
  };
  const live = () => getState().connection.kind === "live";
  const change = (view: InboxView) => setState({ view });

  const settle = () => {
    clearTimeout(readTimer);
    owed = [...owed, ...read.map(({ roomId, head }) => ({ room: roomId, upTo: head }))].slice(-READ_MAX);
    read = [];
    if (owed.length > 0 && live() && deps.send({ type: "rooms.read", rooms: owed })) owed = [];
  };

  const actions: InboxActions = {
    receive: (frames) => change(reduceInbox(getState().view, frames)),
    connectionChanged(connection) {
      setState({ connection });
      if (connection.kind !== "live") return;
      said = "";
      sendWatch();
      deps.send({ type: "activity.set", active });
      deps.send({ type: "device.set", ...device });
      if (wish && deps.send({ type: "presence.set", ...wish })) wish = null;
      if (owed.length > 0 && deps.send({ type: "rooms.read", rooms: owed })) owed = [];
    },
    watch(name, people) {
      if (people.length > 0) watched.set(name, people);
      else watched.delete(name);
      clearTimeout(watchTimer);
      watchTimer = setTimeout(() => live() && sendWatch(), WATCH_EVERY_MS);
    },
    setActive(next) {
      if (active === next) return;
      active = next;
      if (live()) deps.send({ type: "activity.set", active });
    },
    setDevice(next) {
      if (device.focused === next.focused && device.desktop === next.desktop) return;
      device = next;
      if (live()) deps.send({ type: "device.set", ...device });
    },
    setPresence(next) {
      const { view } = getState();
      const mine = view.presence.get(view.me);
      const shown = mine && {
        ...mine,
        ...(next.statusText === undefined ? {} : { statusText: next.statusText }),
        ...(next.statusEmoji === undefined ? {} : { statusEmoji: next.statusEmoji }),
      };
      change({
        ...view,
        mode: next.mode ?? view.mode,
        presence: shown ? new Map(view.presence).set(view.me, shown) : view.presence,
      });
      if (!live() || !deps.send({ type: "presence.set", ...next })) wish = { ...wish, ...next };
    },
    entered(meta, people) {
      // Version 0: whatever the inbox says about it is newer.
      const room: InboxRoom = {
        ...meta,
        head: 0,
        unread: 0,
        mentions: 0,
        threads: 0,
        cursor: 0,
        lastMessageAt: null,
        people: [...people],
        version: 0,
      };
      change(withRoom(getState().view, room));
    },
    left: (room) => change(withoutRoom(getState().view, room)),
    readAll(undoMs) {
      settle();
      const { view } = getState();
      read = [...view.rooms.values()].filter(({ unread }) => unread > 0).slice(0, READ_MAX);
      // The version stays: whatever the room says next is newer.
      if (read.length > 0)
        change({
          ...view,
          rooms: withEntries(
            view,
            read.map((room) => ({ ...room, unread: 0 })),
          ),
        });
      readTimer = setTimeout(settle, undoMs);
      return read.length;
    },
    undoReadAll() {
      clearTimeout(readTimer);
      const { view } = getState();
      const still = read.filter(({ roomId, version }) => view.rooms.get(roomId)?.version === version);
      read = [];
      change({ ...view, rooms: withEntries(view, still) });
    },
    settle,
    dispose() {
      settle();
      clearTimeout(watchTimer);
    },
  };
  return Object.assign(store, { actions });
}

function withEntries(view: InboxView, entries: readonly InboxRoom[]): InboxView["rooms"] {
  return new Map([...view.rooms, ...entries.map((room) => [room.roomId, room] as const)]);
}
