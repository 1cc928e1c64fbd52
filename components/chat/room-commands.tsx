"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useCommands, type Command } from "@/components/frame/commands";
import { keysOf } from "@/lib/ui/keymap";
import { useRoomActions, useRoomStore } from "./room-context";
import { newestOfOthers } from "./use-reading";

/** What the keys do in the room on screen. Those of a message act on the one that has the focus, and are only listed here. */
export function RoomCommands() {
  const t = useTranslations("rooms.commands");
  const actions = useRoomActions();
  const store = useRoomStore();
  const commands = useMemo((): Command[] => {
    const section = t("messageSection");
    const listed = (
      id: "message-walk" | "message-react" | "message-save" | "message-copy" | "message-link",
      title: string,
    ): Command => ({
      id,
      title,
      section,
      keys: keysOf(id),
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
      listed("message-walk", t("walk")),
      listed("message-react", t("react")),
      listed("message-save", t("save")),
      listed("message-copy", t("copyText")),
      listed("message-link", t("copyLink")),
    ];
  }, [t, actions, store]);
  useCommands(commands);
  return null;
}
