"use client";

import { createContext, useContext, useEffect, useState, type ReactNode } from "react";
import { useStore } from "zustand";
import { createFollowedStore, type FollowedState, type FollowedStore } from "@/lib/rooms/client/followed-threads";
import { useInbox, useRooms } from "./rooms-provider";

const FollowedContext = createContext<FollowedStore | null>(null);
/** Replies that come together are one reason to read the list again. */
const REFRESH_MS = 400;

/** One per tenant page: the threads I follow, read again when the number of unread ones changes. */
export function FollowedThreadsProvider({ children }: { children: ReactNode }) {
  const { api } = useRooms();
  const [store] = useState(() => createFollowedStore(api));
  const unread = useUnreadThreads();
  useEffect(() => {
    if (unread === 0 && store.getState().threads === null) return;
    const timer = setTimeout(() => void store.refresh(), REFRESH_MS);
    return () => clearTimeout(timer);
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
