"use client";

import { useTranslations } from "next-intl";
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogHeader,
  AlertDialogTitle,
} from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";

/** In rooms above this many people the writer confirms that they want to call all of them. */
export const ROOM_WIDE_ASKED_ABOVE = 20;

/** Says how many people a message calls, before it does. */
export function RoomWideDialog({ count, onSend, onClose }: { count: number; onSend(): void; onClose(): void }) {
  const t = useTranslations("rooms.mention.wide");
  return (
    <AlertDialog open onOpenChange={(open) => !open && onClose()}>
      <AlertDialogContent>
        <AlertDialogHeader>
          <AlertDialogTitle>{t("title", { count })}</AlertDialogTitle>
          <AlertDialogDescription>{t("description", { count })}</AlertDialogDescription>
        </AlertDialogHeader>
        <AlertDialogFooter>
          <Button
            onClick={() => {
              onClose();
              onSend();
            }}
          >
            {t("submit")}
          </Button>
          <AlertDialogCancel>{t("cancel")}</AlertDialogCancel>
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
