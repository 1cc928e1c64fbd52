"use client";

import { ConfirmContent } from "@/components/frame/confirm-content";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { FaultNote } from "./fault-note";
import { useAct } from "./use-act";

export interface DestructiveDialogProps {
  title: string;
  consequence: string;
  submit: string;
  cancel: string;
  run(): Promise<unknown>;
  onClose(): void;
}

/** Names the thing and what follows, before it is done. Stays open with the reason when it could not be done. */
export function DestructiveDialog({ title, consequence, submit, cancel, run, onClose }: DestructiveDialogProps) {
  const { act, pending, fault } = useAct();
  return (
    <AlertDialog open onOpenChange={(open) => !open && onClose()}>
      <ConfirmContent
        title={title}
        consequence={consequence}
        submit={submit}
        cancel={cancel}
        onSubmit={async () => (await act(run)) && onClose()}
        pending={pending}
      >
        {fault ? <FaultNote fault={fault} /> : null}
      </ConfirmContent>
    </AlertDialog>
  );
}
