"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useCommands, type Command } from "@/components/frame/commands";
import { useGo } from "@/components/frame/use-go";
import { useSignOut } from "@/components/frame/use-sign-out";
import { useIsMuted } from "@/components/notify/room-level";
import { keysOf } from "@/lib/ui/keymap";
import { useDialogs } from "./dialogs";
import { neighbour, sidebarSections } from "@/lib/rooms/client/sidebar-order";
import { useCurrentRoom } from "./room-path";
import { useRoomHref, useRoomName, useRooms } from "./rooms-provider";
import { useLatest } from "./use-latest";
import { useReadAll } from "./use-read-all";

/** What can be done from anywhere in a tenant: rooms to go to and to make, status, everything read, the way out. */
export function AppCommands() {
  const t = useTranslations("rooms.commands");
  const labels = useTranslations();
  const { inbox, viewer } = useRooms();
  const dialogs = useDialogs();
  const signOut = useSignOut();
  const readAll = useReadAll();
  const hrefOf = useRoomHref();
  const go = useGo();
  const now = useLatest({ current: useCurrentRoom(), roomName: useRoomName(), isMuted: useIsMuted() });
  const commands = useMemo((): Command[] => {
    const section = t("section");
    const step = (direction: 1 | -1, unreadOnly: boolean) => () => {
      const rooms = inbox.store.getState().view.rooms.values();
      const { roomName, isMuted } = now.current;
      const listed = sidebarSections(rooms, roomName, isMuted).flatMap(({ rooms: list }) => list);
      // On the way to what is unread a muted room is passed by.
      const ordered = unreadOnly ? listed.filter((room) => !isMuted(room)) : listed;
      const next = neighbour(ordered, now.current.current, direction, unreadOnly);
      if (next) go(hrefOf(next.roomId));
    };
    const stepKey = (
      id: "room-next" | "room-previous" | "room-next-unread" | "room-previous-unread",
      title: string,
      run: () => void,
    ): Command => ({ id, title, section, keys: keysOf(id), keysOnly: true, run });
    return [
      stepKey("room-next", t("next"), step(1, false)),
      stepKey("room-previous", t("previous"), step(-1, false)),
      stepKey("room-next-unread", t("nextUnread"), step(1, true)),
      stepKey("room-previous-unread", t("previousUnread"), step(-1, true)),
      { id: "rooms-read", title: t("readAll"), section, keys: keysOf("rooms-read"), run: readAll },
      { id: "room-threads", title: labels("threads.page.command"), section, run: () => go(hrefOf("threads")) },
      { id: "room-message", title: t("newMessage"), section, run: () => dialogs.open({ kind: "message" }) },
      ...(viewer.mayBrowse
        ? [
            { id: "room-create", title: t("createChannel"), section, run: () => dialogs.open({ kind: "channel" }) },
            { id: "room-browse", title: t("browse"), section, run: () => dialogs.open({ kind: "browse" }) },
          ]
        : []),
      { id: "status-set", title: t("setStatus"), section, run: () => dialogs.open({ kind: "status" }) },
      { id: "sign-out", title: t("signOut"), section, run: () => void signOut() },
    ];
  }, [t, labels, inbox, go, hrefOf, dialogs, viewer.mayBrowse, now, readAll, signOut]);
  useCommands(commands);
  return null;
}
