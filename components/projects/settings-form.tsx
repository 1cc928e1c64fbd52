"use client";

import { LeaveGuard } from "@/components/frame/leave-guard";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { FieldGroup } from "@/components/ui/field";
import { FormErrors } from "@/components/ui/form-errors";
import type { SettingsHandle } from "./use-settings";

/** The form of one tab: faults over it, one act under it, and a question before it is left unsaved. */
export function SettingsForm<T>({
  form,
  save,
  children,
}: {
  form: SettingsHandle<T>;
  /** What the act is called. */
  save: string;
  children: ReactNode;
}) {
  const t = useTranslations("projects.form");
  return (
    <form data-slot="form" noValidate aria-busy={form.pending} onSubmit={form.submit}>
      <FieldGroup>
        <FormErrors faults={form.list} />
        {children}
        <div className="flex flex-wrap items-center gap-2">
          <Button type="submit" pending={form.pending}>
            {save}
          </Button>
          {form.dirty ? (
            <>
              <Button variant="ghost" onClick={form.discard}>
                {t("discard")}
              </Button>
              <span role="status" className="text-xs text-muted-foreground">
                {t("unsaved")}
              </span>
            </>
          ) : null}
        </div>
      </FieldGroup>
      <LeaveGuard active={form.dirty && !form.pending} />
    </form>
  );
}
