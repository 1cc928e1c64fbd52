"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { Form, type FormState, SubmitButton } from "./form";

/**
 * A dialog that is one form with its own faults (`useForm`): what it is for, the summary of faults, the fields, the act
 * that is busy while it runs, and the way out.
 */
export function DialogForm({
  form,
  title,
  description,
  submit,
  cancel,
  onClose,
  className,
  children,
}: {
  form: FormState;
  title: string;
  description?: string;
  /** A verb with its object. */
  submit: string;
  cancel: string;
  onClose(): void;
  /** How wide it gets. */
  className?: string;
  children: ReactNode;
}) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className={className} {...(description === undefined ? { "aria-describedby": undefined } : {})}>
        <DialogHeader>
          <DialogTitle>{title}</DialogTitle>
          {description === undefined ? null : <DialogDescription>{description}</DialogDescription>}
        </DialogHeader>
        <Form form={form}>
          {children}
          <DialogFooter>
            <SubmitButton form={form}>{submit}</SubmitButton>
            <Button variant="ghost" onClick={onClose}>
              {cancel}
            </Button>
          </DialogFooter>
        </Form>
      </DialogContent>
    </Dialog>
  );
}
