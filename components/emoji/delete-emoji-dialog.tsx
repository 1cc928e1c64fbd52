"use client";

import { useTranslations } from "next-intl";
import { FaultNote } from "@/components/chat/fault-note";
import { useAct } from "@/components/chat/use-act";
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
import { shortcodeOf } from "@/lib/emoji/core/emoji-name";
import type { CustomEmoji } from "@/lib/emoji/protocol";
import { ApiError } from "@/lib/rooms/client/api";
import { useOwnEmoji } from "./emoji-provider";

/** Names the emoji and what follows, before it is deleted. */
export function DeleteEmojiDialog({ emoji, onClose }: { emoji: CustomEmoji; onClose: () => void }) {
  const t = useTranslations("emoji.confirm");
  const { api, drop } = useOwnEmoji();
  const { act, pending, fault } = useAct();
  const remove = async () => {
    const done = await act(() =>
      api.remove(emoji.id).catch((error: unknown) => {
        // Somebody else was faster.
        if (error instanceof ApiError && error.code === "not_found") return;
        throw error;
      }),
    );
    if (!done) return;
    drop(emoji.id);
    onClose();
  };
  return (
    <AlertDialog open onOpenChange={(open) => !open && onClose()}>
      <AlertDialogContent>
        <AlertDialogHeader>
          <AlertDialogTitle>{t("title", { code: shortcodeOf(emoji.name) })}</AlertDialogTitle>
          <AlertDialogDescription>{t("consequence")}</AlertDialogDescription>
        </AlertDialogHeader>
        {fault ? <FaultNote fault={fault} /> : null}
        <AlertDialogFooter>
          <Button variant="destructive" pending={pending} onClick={() => void remove()}>
            {t("submit")}
          </Button>
          <AlertDialogCancel>{t("cancel")}</AlertDialogCancel>
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
