/**
 * The rooms this page has open: one store each, and a socket for those in use. A room left stays warm for an instant
 * way back; beyond `WARM_MAX` the one left longest loses its socket, and its store resumes from where it was.
 */
import type { PersonId, RoomId } from "../../platform/ids";
import { newId } from "../../platform/ids";
import { PROTOCOL_VERSION, type HistoryPage, type RoomMeta, type RoomServerFrame } from "../protocol";
import type { RoomsApi } from "./api";
import { openLiveSocket, type LiveSocket, type LiveSocketDeps } from "./live-socket";
import type { OutboxStore } from "./outbox-store";
import { createRoomStore } from "./room-store";
import type { RoomStore } from "./room-state";

const WARM_MAX = 4;
const CACHED_MAX = 30;

export interface RoomSeed {
  meta: RoomMeta | null;
  page: HistoryPage | null;
}

export interface RoomSessions {
  /** The store of a room, made when there is none that lives. Opens nothing, so that it may be called while rendering. */
  get(room: RoomId, seed?: RoomSeed): RoomStore;
  /** True when what is held of a room can show nothing more: removed, signed out. */
  isOver(room: RoomId): boolean;
  /** Gives the room a socket from now on. */
  connect(room: RoomId): void;
  /** Drops what is held of a room: what was seen then may not be seen now. */
  forget(room: RoomId): void;
  /** Tries now instead of when the wait is over. */
  retryNow(room: RoomId): void;
  /** Opens what has unsent messages, so that they go out without anybody looking. */
  sendUnsent(): void;
  closeAll(): void;
}

export interface RoomSessionsDeps {
  api: RoomsApi;
  me: PersonId;
  outbox: OutboxStore;
  page?: LiveSocketDeps["page"];
}

interface Session {
  store: RoomStore;
  socket: LiveSocket | null;
}

/** Keeps the rooms of one person in one tenant. */
export function createRoomSessions(deps: RoomSessionsDeps): RoomSessions {
  // Most recently used last.
  const sessions = new Map<RoomId, Session>();

  const create = (room: RoomId, seed?: RoomSeed): Session => {
    const session: Session = {
      socket: null,
      store: createRoomStore({
        room,
        me: deps.me,
        meta: seed?.meta ?? null,
        firstPage: seed?.page ?? null,
        outbox: deps.outbox,
        send: (frame) => session.socket?.send(frame) ?? false,
        loadPage: (query) => deps.api.history(room, query),
        loadThread: (root, before) => deps.api.thread(room, root, before),
        loadMessage: (seq) => deps.api.message(room, seq),
        now: Date.now,
        newClientId: newId,
      }),
    };
    sessions.set(room, session);
    return session;
  };

  const connect = (room: RoomId, session: Session) => {
    if (session.socket) return;
    const { store } = session;
    session.socket = openLiveSocket({
      ticket: () => deps.api.roomTicket(room),
      query: () => {
        const { epoch, streamedTo } = store.getState().view;
        return { v: String(PROTOCOL_VERSION), ...(epoch === null ? {} : { epoch, since: String(streamedTo) }) };
      },
      // Frames are typed, not parsed: they come from our own server over a socket it authenticated; unknown types are ignored.
      onFrames: (frames) => store.actions.receive(frames as RoomServerFrame[]),
      onState: (state) => store.actions.connectionChanged(state),
      ...(deps.page ? { page: deps.page } : {}),
    });
  };

  const disconnect = (session: Session) => {
    session.socket?.close();
    session.socket = null;
    session.store.actions.connectionChanged({ kind: "connecting" });
  };

  const use = (room: RoomId, session: Session) => {
    sessions.delete(room);
    sessions.set(room, session);
    const warm = [...sessions].filter(([, one]) => one.socket !== null && !isBusy(one));
    for (const [, one] of warm.slice(0, Math.max(0, warm.length - WARM_MAX))) disconnect(one);
    const idle = [...sessions].filter(([, one]) => one.socket === null && !isBusy(one));
    for (const [id, one] of idle.slice(0, Math.max(0, idle.length - CACHED_MAX))) {
      one.store.actions.dispose();
      sessions.delete(id);
    }
  };

  const forget = (room: RoomId) => {
    const session = sessions.get(room);
    session?.socket?.close();
    session?.store.actions.dispose();
    sessions.delete(room);
  };
  const sessionOf = (room: RoomId, seed?: RoomSeed) => sessions.get(room) ?? create(room, seed);
  const open = (room: RoomId) => {
    const session = sessionOf(room);
    connect(room, session);
    use(room, session);
  };

  return {
    get: (room, seed) => {
      const held = sessions.get(room);
      if (held && isOver(held)) forget(room);
      return sessionOf(room, seed).store;
    },
    isOver: (room) => {
      const held = sessions.get(room);
      return held === undefined || isOver(held);
    },
    connect: open,
    forget,
    retryNow: (room) => sessions.get(room)?.socket?.retryNow(),
    sendUnsent: () => {
      for (const room of deps.outbox.rooms()) if (!sessions.get(room)?.socket) open(room);
    },
    closeAll: () => {
      for (const session of sessions.values()) if (session.socket) disconnect(session);
    },
  };
}

/** True when this session can show nothing more: removed, signed out. Whoever comes again starts clean. */
function isOver({ store }: Session): boolean {
  const { view, connection } = store.getState();
  return view.gone || connection.kind === "ended";
}

/** True while something of mine still waits to be sent there. */
function isBusy({ store }: Session): boolean {
  const { pending, pendingChanges } = store.getState().view;
  return (
    pending.some(({ state }) => state !== "failed" && state !== "sent") ||
    pendingChanges.some(({ state, seq }) => state !== "failed" && seq === null)
  );
}
