/** The threads I follow, over all rooms: loaded when asked, and how far I have read each. Opens nothing by itself. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { RoomId } from "../../platform/ids";
import type { FollowedThread } from "../protocol";
import type { RoomsApi } from "./api";
import type { LoadState } from "./room-view";

export interface FollowedState {
  /** Null until loaded once. */
  threads: readonly FollowedThread[] | null;
  nextCursor: string | null;
  load: LoadState;
  more: LoadState;
  error: unknown;
  /** How far threads were read on this page, by room and root: may be ahead of the list. */
  read: ReadonlyMap<string, number>;
  /** Threads left on this page, until the server's list agrees. */
  left: ReadonlySet<string>;
}

export type FollowedStore = StoreApi<FollowedState> & {
  /** Reads the list again from its beginning; what was shown stays until the answer is there. */
  refresh(): Promise<void>;
  loadMore(): Promise<void>;
  /** I have read a thread on screen: known here before the server's list says so. */
  note(room: RoomId, root: number, upTo: number): void;
  /** I follow a thread, or have left it: known here before the server's list says so. */
  noteFollowing(room: RoomId, root: number, following: boolean): void;
};

/** Makes the store of one person's followed threads. */
export function createFollowedStore(api: Pick<RoomsApi, "threads">): FollowedStore {
  const store = createStore<FollowedState>(() => ({
    threads: null,
    nextCursor: null,
    load: "idle",
    more: "idle",
    error: null,
    read: new Map(),
    left: new Set(),
  }));
  const { getState, setState } = store;
  let asked = 0;
  /** The server's list as this page knows it to be by now. */
  const corrected = (threads: readonly FollowedThread[]): FollowedThread[] => {
    const { read, left } = getState();
    const isRead = (thread: FollowedThread) => (read.get(keyOf(thread)) ?? 0) >= lastSeqOf(thread);
    return threads
      .filter((thread) => !left.has(keyOf(thread)))
      .map((thread) => (thread.unread > 0 && isRead(thread) ? { ...thread, unread: 0 } : thread));
  };
  return Object.assign(store, {
    async refresh() {
      const mine = ++asked;
      setState({ load: "loading" });
      try {
        const { threads, nextCursor } = await api.threads(null);
        // A later question has a newer answer.
        if (mine !== asked) return;
        const listed = new Set(threads.map(keyOf));
        setState({ left: new Set([...getState().left].filter((key) => listed.has(key))) });
        setState({ threads: corrected(threads), nextCursor, load: "idle", more: "idle", error: null });
      } catch (error) {
        if (mine === asked) setState({ load: "failed", error });
      }
    },
    async loadMore() {
      const { nextCursor, more } = getState();
      if (nextCursor === null || more === "loading") return;
      const mine = asked;
      setState({ more: "loading" });
      try {
        const page = await api.threads(nextCursor);
        if (mine !== asked) return;
        const held = getState().threads ?? [];
        const known = new Set(held.map(keyOf));
        const added = corrected(page.threads).filter((thread) => !known.has(keyOf(thread)));
        setState({ threads: [...held, ...added], nextCursor: page.nextCursor, more: "idle" });
      } catch {
        if (mine === asked) setState({ more: "failed" });
      }
    },
    note(room: RoomId, root: number, upTo: number) {
      const { read, threads } = getState();
      const key = keyOfPlace(room, root);
      if ((read.get(key) ?? 0) >= upTo) return;
      setState({ read: new Map(read).set(key, upTo) });
      setState({ threads: threads && corrected(threads) });
    },
    noteFollowing(room: RoomId, root: number, following: boolean) {
      const { left, threads } = getState();
      const key = keyOfPlace(room, root);
      if (left.has(key) === !following) return;
      const next = new Set(left);
      if (following) next.delete(key);
      else next.add(key);
      setState({ left: next });
      setState({ threads: threads && corrected(threads) });
    },
  });
}

/** Whether the list shows as many threads with news as the badges count; when it does not, the server's list lags behind. */
export function agreesWith({ threads, nextCursor }: FollowedState, unread: number): boolean {
  const listed = threads?.filter((thread) => thread.unread > 0).length ?? 0;
  return listed === unread || (nextCursor !== null && listed === threads?.length && listed < unread);
}

/** How far I have read a thread that I follow, as far as is known here; null when the list does not have it. */
export function readUpToOf({ threads, read }: FollowedState, room: RoomId, root: number): number | null {
  const listed = threads?.find((thread) => thread.roomId === room && thread.root.seq === root);
  if (!listed) return null;
  return Math.max(read.get(keyOfPlace(room, root)) ?? 0, listed.unread === 0 ? lastSeqOf(listed) : 0);
}

function lastSeqOf({ root }: FollowedThread): number {
  return root.replies?.lastSeq ?? root.seq;
}

function keyOf({ roomId, root }: FollowedThread): string {
  return keyOfPlace(roomId, root.seq);
}

function keyOfPlace(room: RoomId, root: number): string {
  return `${room}:${root}`;
}
