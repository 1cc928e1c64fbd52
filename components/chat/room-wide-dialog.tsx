"use client";

import { useTranslations } from "next-intl";
import { ConfirmContent } from "@/components/frame/confirm-content";
import { AlertDialog } from "@/components/ui/alert-dialog";

/** In rooms above this many people the writer confirms that they want to call all of them. */
export const ROOM_WIDE_ASKED_ABOVE = 20;

/** Says how many people a message calls, before it does. */
export function RoomWideDialog({ count, onSend, onClose }: { count: number; onSend(): void; onClose(): void }) {
  const t = useTranslations("rooms.mention.wide");
  return (
    <AlertDialog open onOpenChange={(open) => !open && onClose()}>
      <ConfirmContent
        calm
        title={t("title", { count })}
        consequence={t("description", { count })}
        submit={t("submit")}
        cancel={t("cancel")}
        onSubmit={() => {
          onClose();
          onSend();
        }}
      />
    </AlertDialog>
  );
}
