"use client";

import { useStore } from "zustand";
import { useRoomId } from "@/components/chat/room-context";
import { useRooms } from "@/components/chat/rooms-provider";
import type { UploadActions, UploadState } from "@/lib/files/client/upload-store";

/** A narrow read of what is on its way into the room on screen. */
export function useUploads<T>(select: (state: UploadState) => T): T {
  return useStore(useRooms().uploads.of(useRoomId()), select);
}

export function useUploadActions(): UploadActions {
  return useRooms().uploads.of(useRoomId()).actions;
}
