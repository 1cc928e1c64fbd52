"use client";

import { createContext, useContext, useEffect, useState, type ReactNode } from "react";
import { useStore } from "zustand";
import {
  agreesWith,
  createFollowedStore,
  type FollowedState,
  type FollowedStore,
} from "@/lib/rooms/client/followed-threads";
import { useInbox, useRooms } from "./rooms-provider";

const FollowedContext = createContext<FollowedStore | null>(null);
/** Replies that come together are one reason to read the list again. */
const REFRESH_MS = 400;
/** The list comes from Postgres, which follows the rooms: asked again, ever later, while it disagrees with the live badges. */
const REFRESH_MS_MAX = 15_000;

/** One per tenant page: the threads I follow, read again when the number of unread ones changes. */
export function FollowedThreadsProvider({ children }: { children: ReactNode }) {
  const { api } = useRooms();
  const [store] = useState(() => createFollowedStore(api));
  const unread = useUnreadThreads();
  useEffect(() => {
    if (unread === 0 && store.getState().threads === null) return;
    let waitMs = REFRESH_MS;
    let stopped = false;
    const refresh = async () => {
      await store.refresh();
      waitMs *= 2;
      if (stopped || waitMs > REFRESH_MS_MAX || agreesWith(store.getState(), unread)) return;
      timer = setTimeout(() => void refresh(), waitMs);
    };
    let timer = setTimeout(() => void refresh(), waitMs);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [store, unread]);
  return <FollowedContext value={store}>{children}</FollowedContext>;
}

/** How many threads have replies I have not read, over all rooms. */
export function useUnreadThreads(): number {
  return useInbox(({ view }) => {
    let count = 0;
    for (const room of view.rooms.values()) count += room.threads;
    return count;
  });
}

export function useFollowedStore(): FollowedStore {
  const store = useContext(FollowedContext);
  if (!store) throw new Error("A chat component stands outside of FollowedThreadsProvider.");
  return store;
}

export function useFollowed<T>(select: (state: FollowedState) => T): T {
  return useStore(useFollowedStore(), select);
}
