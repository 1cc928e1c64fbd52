"use client";

import { useEffect, useSyncExternalStore } from "react";
import type { RoomState } from "@/lib/rooms/client/room-state";
import { useRoom, useRoomActions, useRoomStore } from "./room-context";

/** Moves my read cursor while the newest message is in view and the window has the focus, and only then. */
export function useReading(atNewest: boolean): void {
  const store = useRoomStore();
  const actions = useRoomActions();
  const newest = useRoom(newestOfOthers);
  // Only then the room can be told.
  const welcomed = useRoom(({ view }) => view.epoch !== null);
  useEffect(() => {
    const read = () => {
      if (atNewest && isLooking()) actions.markRead(newestOfOthers(store.getState()));
    };
    const came = () => {
      if (!isLooking()) return;
      actions.enter();
      read();
    };
    const went = () => {
      if (!isLooking()) actions.away();
    };
    read();
    window.addEventListener("focus", came);
    window.addEventListener("blur", went);
    document.addEventListener("visibilitychange", came);
    document.addEventListener("visibilitychange", went);
    return () => {
      window.removeEventListener("focus", came);
      window.removeEventListener("blur", went);
      document.removeEventListener("visibilitychange", came);
      document.removeEventListener("visibilitychange", went);
    };
  }, [atNewest, newest, welcomed, actions, store]);
}

/** Marks what is in the room as read, wherever the reader is in it. */
export function newestOfOthers({ view }: RoomState): number {
  let newest = 0;
  for (const { seq, author } of view.messages.values()) {
    if (seq > newest && seq <= view.streamedTo && author !== view.me) newest = seq;
  }
  return newest;
}

function isLooking(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}

/** Follows whether the window is in view and has the focus. */
export function useIsLooking(): boolean {
  return useSyncExternalStore(
    (changed) => {
      window.addEventListener("focus", changed);
      window.addEventListener("blur", changed);
      document.addEventListener("visibilitychange", changed);
      return () => {
        window.removeEventListener("focus", changed);
        window.removeEventListener("blur", changed);
        document.removeEventListener("visibilitychange", changed);
      };
    },
    isLooking,
    () => false,
  );
}
