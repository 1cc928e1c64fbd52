"use client";

import { useTranslations } from "next-intl";
import type { DialogWish } from "@/components/chat/dialogs";
import { Dialog, DialogContent, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import { RoomFiles } from "./room-files";

/** The files of a room over the page. */
export function RoomFilesDialog({
  wish,
  onClose,
}: {
  wish: Extract<DialogWish, { kind: "files" }>;
  onClose: () => void;
}) {
  const t = useTranslations("files.room");
  const show = (seq: number) => {
    onClose();
    wish.onShow(seq);
  };
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent aria-describedby={undefined}>
        <DialogHeader>
          <DialogTitle>{t("in", { room: wish.name })}</DialogTitle>
        </DialogHeader>
        <RoomFiles room={wish.room} onShow={show} />
      </DialogContent>
    </Dialog>
  );
}
