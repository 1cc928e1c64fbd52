"use client";

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
      <AlertDialogContent>
        <AlertDialogHeader>
          <AlertDialogTitle>{title}</AlertDialogTitle>
          <AlertDialogDescription>{consequence}</AlertDialogDescription>
        </AlertDialogHeader>
        {fault ? <FaultNote fault={fault} /> : null}
        <AlertDialogFooter>
          <Button variant="destructive" pending={pending} onClick={async () => (await act(run)) && onClose()}>
            {submit}
          </Button>
          <AlertDialogCancel>{cancel}</AlertDialogCancel>
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
