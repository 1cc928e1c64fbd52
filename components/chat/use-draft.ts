"use client";

import { useSyncExternalStore } from "react";
import type { RoomId } from "@/lib/platform/ids";
import { useRooms } from "./rooms-provider";

/** What is being written here, as it would be sent; kept by this browser. */
export function useDraft(room: RoomId, root: number | null): { body: string; write(body: string): void } {
  const { drafts } = useRooms();
  // The draft is this browser's own: the server rendered an empty field.
  const body = useSyncExternalStore(
    subscribeNever,
    () => drafts.read(room, root),
    () => "",
  );
  return { body, write: (next) => drafts.write(room, next, root) };
}

const subscribeNever = () => () => undefined;
