"use client";

import { useRoomId } from "@/components/chat/room-context";
import { useRooms } from "@/components/chat/rooms-provider";
import type { FileView } from "@/lib/files/protocol";

/** The lasting address of a file of the room on screen. */
export function useFileHref(): (file: string, view: FileView) => string {
  const { uploads } = useRooms();
  const room = useRoomId();
  return (file, view) => uploads.api.hrefOf(room, file, view);
}
