"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { useInbox, useRooms } from "@/components/chat/rooms-provider";
import {
  DropdownMenuGroup,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
} from "@/components/ui/dropdown-menu";
import { toast } from "@/components/ui/sonner";
import { send } from "@/lib/access/client/send";
import { defaultLevel, LEVELS, levelOf, type Level } from "@/lib/notify/core/settings";
import type { RoomId } from "@/lib/platform/ids";
import type { RoomKind } from "@/lib/rooms/protocol";

/** What I hear of a room: a part of its menu. */
export function RoomLevelItems({ room, kind }: { room: RoomId; kind: RoomKind }) {
  const t = useTranslations("notify.level");
  const { tenant } = useRooms();
  const settings = useInbox(({ view }) => view.notify);
  if (!settings) return null;
  const choose = async (level: string) => {
    // The default is not stored: it follows the room should that ever change.
    const body = { level: level === defaultLevel(kind) ? null : level };
    const sent = await send("PATCH", `/api/t/${tenant}/rooms/${room}/notifications`, body);
    if (!sent.ok) toast.error(t("failed"));
  };
  return (
    <>
      <DropdownMenuSeparator />
      <DropdownMenuGroup aria-label={t("title")}>
        <DropdownMenuLabel>{t("title")}</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={levelOf(settings, room, kind)} onValueChange={(next) => void choose(next)}>
          {LEVELS.map((level: Level) => (
            <DropdownMenuRadioItem key={level} value={level}>
              {t(level)}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
      </DropdownMenuGroup>
      <DropdownMenuSeparator />
    </>
  );
}

/** Answers whether a room is muted: it stays grey whatever is said there. */
export function useIsMuted(): (room: { roomId: RoomId; kind: RoomKind }) => boolean {
  const settings = useInbox(({ view }) => view.notify);
  return useCallback(({ roomId, kind }) => settings !== null && levelOf(settings, roomId, kind) === "none", [settings]);
}
