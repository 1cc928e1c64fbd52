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
import type { MessageDialogWish } from "./message-dialogs";
import { useNameOf } from "./rooms-provider";

const EXCERPT_CHARS = 160;

/** Names the message and what follows, before it is deleted. */
export function DeleteMessageDialog({
  wish,
  onClose,
}: {
  wish: Extract<MessageDialogWish, { kind: "delete-message" }>;
  onClose: () => void;
}) {
  const t = useTranslations("threads.delete");
  const nameOf = useNameOf();
  const points = [...wish.excerpt];
  const excerpt = points.length > EXCERPT_CHARS ? `${points.slice(0, EXCERPT_CHARS).join("")} …` : wish.excerpt;
  return (
    <AlertDialog open onOpenChange={(open) => !open && onClose()}>
      <AlertDialogContent>
        <AlertDialogHeader>
          <AlertDialogTitle>
            {wish.author === null ? t("mine") : t("theirs", { name: nameOf(wish.author) })}
          </AlertDialogTitle>
          <AlertDialogDescription>{t("consequence", { replies: wish.replies })}</AlertDialogDescription>
        </AlertDialogHeader>
        <blockquote className="line-clamp-4 border-s-2 ps-3 text-sm [overflow-wrap:anywhere] whitespace-pre-wrap">
          {excerpt}
        </blockquote>
        <AlertDialogFooter>
          <Button
            variant="destructive"
            onClick={() => {
              onClose();
              wish.onConfirm();
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
