"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useCommands, type Command } from "@/components/frame/commands";
import { keysOf } from "@/lib/ui/keymap";
import { messageShortcuts } from "./message-action-items";
import { useRoomActions, useRoomStore } from "./room-context";
import { newestOfOthers } from "./use-reading";

/** What the keys do in the room on screen. Those of a message act on the one that has the focus, and are only listed here. */
export function RoomCommands() {
  const t = useTranslations("rooms.commands");
  const labels = useTranslations();
  const actions = useRoomActions();
  const store = useRoomStore();
  const commands = useMemo((): Command[] => {
    const section = t("messageSection");
    const listed = (id: string, title: string, keys: readonly string[]): Command => ({
      id,
      title,
      section,
      keys,
      keysOnly: true,
    });
    return [
      {
        id: "room-read",
        title: t("read"),
        section: t("section"),
        keys: keysOf("room-read"),
        run: () => {
          actions.jumpToLatest();
          actions.markRead(newestOfOthers(store.getState()));
        },
      },
      listed("message-walk", t("walk"), keysOf("message-walk")),
      listed("message-react", t("react"), keysOf("message-react")),
      ...messageShortcuts().map(({ id, label, shortcut }) => listed(`message-${id}`, labels(label), [shortcut])),
      // From an empty field: the same key means a walk elsewhere.
      listed("message-edit-last", t("editLast"), ["ArrowUp"]),
    ];
  }, [t, labels, actions, store]);
  useCommands(commands);
  return null;
}
