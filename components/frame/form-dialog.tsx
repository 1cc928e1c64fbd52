"use client";

import type { ReactNode } from "react";
import { FaultNote } from "@/components/chat/fault-note";
import type { Fault } from "@/components/chat/use-act";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { FieldGroup } from "@/components/ui/field";

export interface FormDialogProps {
  title: ReactNode;
  description?: string;
  submit: string;
  cancel: string;
  onSubmit(): unknown;
  onClose(): void;
  pending?: boolean;
  /** Why the last try came to nothing; stands over the buttons. */
  fault?: Fault | null;
  /** Fields that say themselves what is wrong with them: a fault of theirs is not said twice. */
  speaking?: readonly string[];
  className?: string;
  /** What is offered before one fills in anything. */
  lead?: ReactNode;
  children: ReactNode;
}

/** A dialog with one form: its fields, what went wrong with all of it, the act and the way out. */
export function FormDialog({
  title,
  description,
  submit,
  cancel,
  onSubmit,
  onClose,
  pending = false,
  fault = null,
  speaking = [],
  className,
  lead,
  children,
}: FormDialogProps) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className={className} {...(description === undefined ? { "aria-describedby": undefined } : {})}>
        <DialogHeader>
          <DialogTitle>{title}</DialogTitle>
          {description === undefined ? null : <DialogDescription>{description}</DialogDescription>}
        </DialogHeader>
        {lead}
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void onSubmit();
          }}
        >
          <FieldGroup>
            {children}
            {fault && !speaking.includes(fault.param ?? "") ? <FaultNote fault={fault} /> : null}
            <DialogFooter>
              <Button type="submit" pending={pending}>
                {submit}
              </Button>
              <Button variant="ghost" onClick={onClose}>
                {cancel}
              </Button>
            </DialogFooter>
          </FieldGroup>
        </form>
      </DialogContent>
    </Dialog>
  );
}
