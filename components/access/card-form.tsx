"use client";

import type { ReactNode } from "react";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import type { FormHandle } from "@/lib/access/client/use-form";
import { Form, SubmitButton } from "./form";

/** A card that is one form: what it is about, its fields and its act. */
export function CardForm<N extends string>({
  id,
  title,
  help,
  form,
  submit,
  className,
  formClassName,
  children,
}: {
  /** Of the title; unique on the page. */
  id: string;
  title: string;
  help?: string;
  form: FormHandle<N>;
  submit: string;
  className?: string;
  formClassName?: string;
  children: ReactNode;
}) {
  return (
    <Card aria-labelledby={id} className={className}>
      <CardHeader>
        <CardTitle id={id}>{title}</CardTitle>
        {help === undefined ? null : <CardDescription className="col-span-2">{help}</CardDescription>}
      </CardHeader>
      <CardContent>
        <Form form={form} className={formClassName}>
          {children}
          <div>
            <SubmitButton form={form}>{submit}</SubmitButton>
          </div>
        </Form>
      </CardContent>
    </Card>
  );
}
