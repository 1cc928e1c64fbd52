"use client";

import { Bookmark } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { useMomentText } from "@/components/later/use-moments";
import { toast } from "@/components/ui/sonner";
import { savedId, type SavedItem } from "@/lib/later/protocol";
import type { RoomId } from "@/lib/platform/ids";
import { useRoomId } from "./room-context";
import { useInbox, useRooms } from "./rooms-provider";
import { useFaultOf } from "./use-act";

/** What the person keeps of this message, if anything. */
export function useSaved(room: RoomId, seq: number): SavedItem | null {
  const item = useInbox(({ view }) => view.later.get(`saved:${savedId(room, seq)}`));
  return item?.kind === "saved" ? item : null;
}

/** Keeps a message for later, with a reminder where a moment is named; null takes it out. Says what came of it. */
export function useKeep(room: RoomId, seq: number): (state: "todo" | null, remindAt?: number) => void {
  const t = useTranslations("later.action");
  const { laterApi } = useRooms();
  const faultOf = useFaultOf();
  const momentText = useMomentText();
  return useCallback(
    (state, remindAt) => {
      const done =
        state === null ? t("unsaved") : remindAt ? t("reminding", { when: momentText(remindAt) }) : t("saved");
      laterApi.save({ room, seq, state, ...(remindAt === undefined ? {} : { remindAt }) }).then(
        () => toast(done, { id: "saved" }),
        (error: unknown) => toast.error(t("failed", { reason: faultOf(error).message }), { id: "saved" }),
      );
    },
    [t, laterApi, faultOf, momentText, room, seq],
  );
}

/** Under a message that is kept for later. */
export function SavedMark({ seq }: { seq: number }) {
  const t = useTranslations("later.action");
  const momentText = useMomentText();
  const saved = useSaved(useRoomId(), seq);
  if (!saved || saved.done) return null;
  return (
    <p data-slot="saved-mark" className="flex items-center gap-1 text-xs text-muted-foreground">
      <Bookmark aria-hidden className="size-3.5!" />
      {saved.remindAt === null ? t("markSaved") : t("markReminder", { when: momentText(saved.remindAt) })}
    </p>
  );
}
