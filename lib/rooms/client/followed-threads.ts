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
}

export type FollowedStore = StoreApi<FollowedState> & {
  /** Reads the list again from its beginning; what was shown stays until the answer is there. */
  refresh(): Promise<void>;
  loadMore(): Promise<void>;
  /** I have read a thread on screen: known here before the server's list says so. */
  note(room: RoomId, root: number, upTo: number): void;
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
  }));
  const { getState, setState } = store;
  let asked = 0;
  return Object.assign(store, {
    async refresh() {
      const mine = ++asked;
      setState({ load: "loading" });
      try {
        const { threads, nextCursor } = await api.threads(null);
        // A later question has a newer answer.
        if (mine === asked) setState({ threads, nextCursor, load: "idle", more: "idle", error: null });
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
        const known = new Set(held.map(({ roomId, root }) => keyOf(roomId, root.seq)));
        const added = page.threads.filter((thread) => !known.has(keyOf(thread.roomId, thread.root.seq)));
        setState({ threads: [...held, ...added], nextCursor: page.nextCursor, more: "idle" });
      } catch {
        if (mine === asked) setState({ more: "failed" });
      }
    },
    note(room: RoomId, root: number, upTo: number) {
      const { read, threads } = getState();
      const key = keyOf(room, root);
      if ((read.get(key) ?? 0) >= upTo) return;
      const done = (thread: FollowedThread) =>
        keyOf(thread.roomId, thread.root.seq) === key && lastSeqOf(thread) <= upTo;
      setState({
        read: new Map(read).set(key, upTo),
        threads: threads && threads.map((thread) => (done(thread) ? { ...thread, unread: 0 } : thread)),
      });
    },
  });
}

/** How far I have read a thread that I follow, as far as is known here; null when the list does not have it. */
export function readUpToOf({ threads, read }: FollowedState, room: RoomId, root: number): number | null {
  const listed = threads?.find((thread) => thread.roomId === room && thread.root.seq === root);
  if (!listed) return null;
  return Math.max(read.get(keyOf(room, root)) ?? 0, listed.unread === 0 ? lastSeqOf(listed) : 0);
}

function lastSeqOf({ root }: FollowedThread): number {
  return root.replies?.lastSeq ?? root.seq;
}

function keyOf(room: RoomId, root: number): string {
  return `${room}:${root}`;
}
