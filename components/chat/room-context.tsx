"use client";

import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { RoomId } from "@/lib/platform/ids";
import type { RoomActions, RoomState, RoomStore } from "@/lib/rooms/client/room-state";

const RoomContext = createContext<{ room: RoomId; store: RoomStore } | null>(null);

/** The room on screen, for everything inside of it. */
export const RoomProvider = RoomContext;

function useRoomContext() {
  const value = useContext(RoomContext);
  if (!value) throw new Error("A room component stands outside of a room.");
  return value;
}

/** A narrow read of the room on screen. */
export function useRoom<T>(select: (state: RoomState) => T): T {
  return useStore(useRoomContext().store, select);
}

/** What a reader can do here. The same object for the life of the room. */
export function useRoomActions(): RoomActions {
  return useRoomContext().store.actions;
}

/** The store itself, for effects that read without drawing. */
export function useRoomStore(): RoomStore {
  return useRoomContext().store;
}

const ShownContext = createContext(true);

/** Of the screens that are drawn, which one is seen. */
export const ShownProvider = ShownContext;

/** Whether the room is on screen. Who asks is drawn anew, with what came meanwhile, before the room is seen again. */
export function useShown(): boolean {
  return useContext(ShownContext);
}

export function useRoomId(): RoomId {
  return useRoomContext().room;
}
