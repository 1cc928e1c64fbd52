"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { toast } from "@/components/ui/sonner";
import { useRooms } from "./rooms-provider";

/** How long it can be taken back. The rooms hear of it only afterwards. */
const UNDO_MS = 6_000;

/** Marks every room as read, with a way back. */
export function useReadAll(): () => void {
  const t = useTranslations("rooms.commands");
  const { inbox } = useRooms();
  return useCallback(() => {
    const { readAll, undoReadAll } = inbox.store.actions;
    const count = readAll(UNDO_MS);
    if (count === 0) {
      toast(t("nothingUnread"), { id: "read-all" });
      return;
    }
    toast(t("allRead", { count }), {
      id: "read-all",
      duration: UNDO_MS,
      action: { label: t("undo"), onClick: undoReadAll },
    });
  }, [inbox, t]);
}
