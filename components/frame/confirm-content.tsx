"use client";

import type { ReactNode } from "react";
import {
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogHeader,
  AlertDialogTitle,
} from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";

export interface ConfirmContentProps {
  /** Names the thing. */
  title: string;
  consequence: string;
  submit: string;
  cancel: string;
  onSubmit(): unknown;
  pending?: boolean;
  /** Nothing is destroyed: the button does not look as if. */
  calm?: boolean;
  /** Between the words and the buttons: what it is about, or why the last try came to nothing. */
  children?: ReactNode;
}

/** Inside an `AlertDialog`: what is about to happen, what follows, the act and the way out. */
export function ConfirmContent({
  title,
  consequence,
  submit,
  cancel,
  onSubmit,
  pending = false,
  calm = false,
  children,
}: ConfirmContentProps) {
  return (
    <AlertDialogContent>
      <AlertDialogHeader>
        <AlertDialogTitle>{title}</AlertDialogTitle>
        <AlertDialogDescription>{consequence}</AlertDialogDescription>
      </AlertDialogHeader>
      {children}
      <AlertDialogFooter>
        <Button variant={calm ? "default" : "destructive"} pending={pending} onClick={() => void onSubmit()}>
          {submit}
        </Button>
        <AlertDialogCancel>{cancel}</AlertDialogCancel>
      </AlertDialogFooter>
    </AlertDialogContent>
  );
}
