"use client";

import { createContext, useContext } from "react";
import { useStore } from "zustand";
import { useRoomId } from "@/components/chat/room-context";
import { useRooms } from "@/components/chat/rooms-provider";
import type { UploadActions, UploadState } from "@/lib/files/client/upload-store";

/** The thread whose composer stands around; null: the room's own. */
export const UploadPlace = createContext<number | null>(null);

/** A narrow read of what is on its way into the place one writes in. */
export function useUploads<T>(select: (state: UploadState) => T): T {
  return useStore(useRooms().uploads.of(useRoomId(), useContext(UploadPlace)), select);
}

export function useUploadActions(): UploadActions {
  return useRooms().uploads.of(useRoomId(), useContext(UploadPlace)).actions;
}
