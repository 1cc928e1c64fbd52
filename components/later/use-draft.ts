"use client";

import { useCallback, useSyncExternalStore } from "react";
import { useRooms } from "@/components/chat/rooms-provider";
import type { RoomId } from "@/lib/platform/ids";

/** What is being written to a room or a thread, and the way to write on: the same text on every device. */
export function useDraft(room: RoomId, thread: number | null): [text: string, write: (next: string) => void] {
  const { drafts } = useRooms();
  const text = useSyncExternalStore(drafts.subscribe, () => drafts.read(room, thread), nothing);
  const write = useCallback((next: string) => drafts.write(room, thread, next), [drafts, room, thread]);
  return [text, write];
}

/** Ids of the drafts there are. The server rendered none. */
export function useDraftIds(): ReadonlySet<string> {
  const { drafts } = useRooms();
  return useSyncExternalStore(drafts.subscribe, drafts.ids, none);
}

const NONE: ReadonlySet<string> = new Set();
const nothing = () => "";
const none = () => NONE;
