"use client";

import { useTranslations } from "next-intl";
import { ConfirmContent } from "@/components/frame/confirm-content";
import { AlertDialog } from "@/components/ui/alert-dialog";
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
      <ConfirmContent
        title={wish.author === null ? t("mine") : t("theirs", { name: nameOf(wish.author) })}
        consequence={t("consequence", { replies: wish.replies })}
        submit={t("submit")}
        cancel={t("cancel")}
        onSubmit={() => {
          onClose();
          wish.onConfirm();
        }}
      >
        <blockquote className="line-clamp-4 border-s-2 ps-3 text-sm [overflow-wrap:anywhere] whitespace-pre-wrap">
          {excerpt}
        </blockquote>
      </ConfirmContent>
    </AlertDialog>
  );
}
