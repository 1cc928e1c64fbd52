/** The one always-open socket of this page: the inbox. */
import type { PersonId } from "../../platform/ids";
import type { LaterItem } from "../../later/protocol";
import { PROTOCOL_VERSION, type InboxFrame, type InboxRoom, type InboxServerFrame } from "../protocol";
import type { RoomsApi } from "./api";
import { createInboxStore, type InboxStore } from "./inbox-store";
import { openLiveSocket, type LiveSocket, type LiveSocketDeps } from "./live-socket";

export interface InboxSession {
  store: InboxStore;
  /** Opens the socket; calling it twice opens one. */
  connect(): void;
  /** False while not connected. */
  send(frame: InboxFrame): boolean;
  retryNow(): void;
  close(): void;
}

/** Makes the inbox of one person. Nothing is opened before `connect`. */
export function createInboxSession(deps: {
  api: RoomsApi;
  me: PersonId;
  rooms: readonly InboxRoom[];
  later?: readonly LaterItem[];
  /** Whatever the inbox says, after the store has taken it in. */
  heard?(frames: readonly InboxServerFrame[]): void;
  page?: LiveSocketDeps["page"];
}): InboxSession {
  let socket: LiveSocket | null = null;
  const store = createInboxStore({
    me: deps.me,
    rooms: deps.rooms,
    later: deps.later ?? [],
    send: (frame) => socket?.send(frame) ?? false,
  });
  return {
    store,
    connect() {
      socket ??= openLiveSocket({
        ticket: () => deps.api.inboxTicket(),
        query: () => ({ v: String(PROTOCOL_VERSION) }),
        onFrames: (frames) => {
          store.actions.receive(frames as InboxServerFrame[]);
          deps.heard?.(frames as InboxServerFrame[]);
        },
        onState: (state) => store.actions.connectionChanged(state),
        ...(deps.page ? { page: deps.page } : {}),
      });
    },
    send: (frame) => socket?.send(frame) ?? false,
    retryNow: () => socket?.retryNow(),
    close() {
      store.actions.dispose();
      socket?.close();
      socket = null;
    },
  };
}
