"use client";

import { useEffect } from "react";
import { useRoomId, useRoomStore } from "@/components/chat/room-context";
import { useNameOf, useRooms } from "@/components/chat/rooms-provider";
import { useLatest } from "@/components/chat/use-latest";
import { KEPT_MESSAGES_MAX, keepRoom, keyOfKept, type KeptMessage } from "@/lib/offline/client/kept-rooms";
import type { RoomState } from "@/lib/rooms/client/room-state";
import { isInSync, liveSegment } from "@/lib/rooms/client/room-view";

const KEEP_EVERY_MS = 2_000;

/** Keeps the newest messages of the room on screen for reading without a connection. Only what the room confirmed is kept. */
export function KeepRoom({ title }: { title: string }) {
  const store = useRoomStore();
  const room = useRoomId();
  const { inbox, tenant, tenantName, viewer } = useRooms();
  const words = useLatest({ title, nameOf: useNameOf() });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let kept: RoomState["view"]["messages"] | null = null;
    const keep = () => {
      timer = undefined;
      const { view } = store.getState();
      // Once the session or the membership is over, what was let go of must not come back.
      if (inbox.store.getState().connection.kind === "ended") return;
      if (view.gone || view.messages === kept || !isInSync(view)) return;
      kept = view.messages;
      const messages = newestOf(view, words.current.nameOf);
      const facts = { key: keyOfKept(tenant, viewer.person, room), tenant, tenantName, person: viewer.person, room };
      void keepRoom({ ...facts, name: words.current.title, keptAt: Date.now(), messages });
    };
    const soon = () => {
      timer ??= setTimeout(keep, KEEP_EVERY_MS);
    };
    soon();
    const stop = store.subscribe(soon);
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [store, inbox, room, tenant, tenantName, viewer.person, words]);
  return null;
}

function newestOf(view: RoomState["view"], nameOf: (person: RoomState["view"]["me"]) => string): KeptMessage[] {
  const live = liveSegment(view);
  return [...view.messages.values()]
    .filter(({ seq }) => live !== null && seq >= live.from && seq <= live.to)
    .toSorted((a, b) => a.seq - b.seq)
    .slice(-KEPT_MESSAGES_MAX)
    .map(({ seq, author, at, body, deletedAt }) => {
      const deleted = deletedAt !== null;
      return { seq, author: nameOf(author), at, body: deleted ? "" : body, deleted };
    });
}
