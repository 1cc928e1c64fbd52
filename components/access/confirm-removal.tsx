"use client";

import { useTranslations } from "next-intl";
import { useState, type ReactNode } from "react";
import { ConfirmContent } from "@/components/frame/confirm-content";
import { AlertDialog, AlertDialogTrigger } from "@/components/ui/alert-dialog";

interface ConfirmRemovalProps {
  title: string;
  body: string;
  confirm: string;
  onConfirm(): Promise<unknown>;
  /** Nothing is destroyed: the button does not look as if. */
  calm?: boolean;
  /** The button that asks. */
  children: ReactNode;
}

/** Names what goes and what follows; stays open until it is done. */
export function ConfirmRemoval({ title, body, confirm, onConfirm, calm = false, children }: ConfirmRemovalProps) {
  const cancel = useTranslations("access.common")("cancel");
  const [open, setOpen] = useState(false);
  const [pending, setPending] = useState(false);
  const run = async () => {
    setPending(true);
    await onConfirm();
    setPending(false);
    setOpen(false);
  };
  return (
    <AlertDialog open={open} onOpenChange={(next) => pending || setOpen(next)}>
      <AlertDialogTrigger asChild>{children}</AlertDialogTrigger>
      <ConfirmContent
        title={title}
        consequence={body}
        submit={confirm}
        cancel={cancel}
        onSubmit={run}
        pending={pending}
        calm={calm}
      />
    </AlertDialog>
  );
}
