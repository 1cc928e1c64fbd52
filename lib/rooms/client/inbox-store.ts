/** The store of one person's inbox on this page: the rooms with their badges, and the presence of whoever is shown. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { PersonId, RoomId } from "../../platform/ids";
import type { InboxFrame, InboxRoom, InboxServerFrame, RoomMeta } from "../protocol";
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
  dispose(): void;
}

export type InboxStore = StoreApi<InboxState> & { actions: InboxActions };

const WATCH_EVERY_MS = 300;
const WATCH_MAX = 500;

/** Makes the inbox store. `send` answers false while not connected; what matters is said again when live. */
export function createInboxStore(deps: {
  me: PersonId;
  rooms: readonly InboxRoom[];
  send(frame: InboxFrame): boolean;
}): InboxStore {
  const store = createStore<InboxState>(() => ({
    view: emptyInboxView(deps.me, deps.rooms),
    connection: { kind: "connecting" },
  }));
  const { getState, setState } = store;
  const watched = new Map<string, readonly PersonId[]>();
  let watchTimer: ReturnType<typeof setTimeout> | undefined;
  let said = "";
  let active = true;
  let device = { focused: false, desktop: false };
  let wish: Parameters<InboxActions["setPresence"]>[0] | null = null;

  const sendWatch = () => {
    const people = [...new Set([...watched.values()].flat())].slice(0, WATCH_MAX).sort();
    const text = people.join();
    if (text !== said && deps.send({ type: "presence.watch", people })) said = text;
  };
  const live = () => getState().connection.kind === "live";
  const change = (view: InboxView) => setState({ view });

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
        cursor: 0,
        lastMessageAt: null,
        people: [...people],
        version: 0,
      };
      change(withRoom(getState().view, room));
    },
    left: (room) => change(withoutRoom(getState().view, room)),
    dispose: () => clearTimeout(watchTimer),
  };
  return Object.assign(store, { actions });
}
