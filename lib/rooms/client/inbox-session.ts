/** The one always-open socket of this page: the inbox. */
import type { PersonId } from "../../platform/ids";
import type { LaterItem } from "../../later/protocol";
import { PROTOCOL_VERSION, type InboxFrame, type InboxRoom, type InboxServerFrame } from "../protocol";
import type { RoomsApi } from "./api";
import { createInboxStore, type InboxStore } from "./inbox-store";
import { openLiveSocket, type LiveSocket, type LiveSocketDeps } from "./live-socket";

export type NotifyListener = (frame: Extract<InboxServerFrame, { type: "notify" }>) => void;

export interface InboxSession {
  store: InboxStore;
  /** Opens the socket; calling it twice opens one. */
  connect(): void;
  /** False while not connected. */
  send(frame: InboxFrame): boolean;
  retryNow(): void;
  /** Calls back with each message to show. Answers the way to stop. */
  onNotify(listener: NotifyListener): () => void;
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
  const listeners = new Set<NotifyListener>();
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
        onFrames(received) {
          const frames = received as InboxServerFrame[];
          store.actions.receive(frames);
          deps.heard?.(frames);
          for (const frame of frames) if (frame.type === "notify") for (const listener of listeners) listener(frame);
        },
        onState: (state) => store.actions.connectionChanged(state),
        ...(deps.page ? { page: deps.page } : {}),
      });
    },
    send: (frame) => socket?.send(frame) ?? false,
    retryNow: () => socket?.retryNow(),
    onNotify(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      store.actions.dispose();
      socket?.close();
      socket = null;
    },
  };
}
