"use client";

import { useCallback } from "react";
import type { MessageView } from "@/lib/rooms/protocol";
import { isDrawn } from "./focus";
import { useRoomActions, useRoomStore } from "./room-context";
import { useRoomUi } from "./room-ui";

/** Begins to change my newest message of the room, or of a thread. Answers whether there is one. */
export function useEditLast(root: number | null): () => boolean {
  const store = useRoomStore();
  const actions = useRoomActions();
  const ui = useRoomUi();
  return useCallback(() => {
    const { view } = store.getState();
    const shown = root === null ? [...view.messages.values()] : (view.threads.get(root)?.replies ?? []);
    const mine = (message: MessageView) =>
      message.author === view.me &&
      message.deletedAt === null &&
      (root !== null || message.thread === null || message.inRoom);
    const last = shown.filter(mine).reduce<MessageView | null>((a, b) => (a && a.seq > b.seq ? a : b), null);
    if (!last) return false;
    if (root === null && !isDrawn(last.seq)) void actions.jumpTo(last.seq, false);
    ui.beginEdit(last, root === null ? "room" : "thread", "composer");
    return true;
  }, [store, actions, ui, root]);
}
