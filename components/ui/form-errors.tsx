"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Alert, AlertDescription, AlertTitle } from "./alert";

export interface FormFault {
  /** The control's id; absent when the fault is not of one field. */
  id?: string;
  message: string;
}

/** What stands in the way of a form, in one list, announced and focused when it appears. Each entry leads to its field. */
export function FormErrors({ faults }: { faults: readonly FormFault[] }) {
  const t = useTranslations("frame.ui");
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (faults.length > 0) box.current?.focus();
  }, [faults]);
  if (faults.length === 0) return null;
  return (
    <Alert ref={box} variant="destructive" tabIndex={-1} className="outline-none">
      <AlertTitle>{t("formErrors", { count: faults.length })}</AlertTitle>
      <AlertDescription>
        <ul className="flex flex-col gap-0.5">
          {faults.map(({ id, message }) => (
            <li key={`${id ?? ""}:${message}`}>
              {id === undefined ? (
                message
              ) : (
                <a href={`#${id}`} className="underline underline-offset-2" onClick={(event) => focusField(event, id)}>
                  {message}
                </a>
              )}
            </li>
          ))}
        </ul>
      </AlertDescription>
    </Alert>
  );
}

function focusField(event: { preventDefault(): void }, id: string): void {
  event.preventDefault();
  document.getElementById(id)?.focus();
}
