"use client";

import { Eye, EyeOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState, type ComponentProps, type ReactNode } from "react";
import { LeaveGuard } from "@/components/frame/leave-guard";
import { Button } from "@/components/ui/button";
import { Field, FieldGroup, type FieldProps } from "@/components/ui/field";
import { FormErrors } from "@/components/ui/form-errors";
import { Input } from "@/components/ui/input";
import { PASSWORD_CHARS_MAX, PASSWORD_CHARS_MIN } from "@/lib/access/core/password-rule";
import type { FormHandle } from "@/lib/access/client/use-form";

/** How a form stands as a whole. */
export type FormState = Pick<FormHandle, "formProps" | "list" | "pending" | "unsaved">;

/** A form with its summary of faults above its fields. */
export function Form({
  form,
  children,
  ...props
}: { form: Omit<FormState, "pending">; children: ReactNode } & ComponentProps<"form">) {
  return (
    <form data-slot="form" {...form.formProps} {...props}>
      <LeaveGuard active={form.unsaved} />
      <FieldGroup>
        <FormErrors faults={form.list} />
        {children}
      </FieldGroup>
    </form>
  );
}

type TextFieldProps<N extends string> = Omit<ComponentProps<typeof Input>, "form" | "name" | "id"> &
  Pick<FieldProps, "label" | "help" | "optional" | "labelHidden"> & {
    form: FormHandle<N>;
    name: N;
    /** A step that has just opened: whoever opened it goes on here. */
    takesFocus?: boolean;
  };

/** One line of a form. */
export function TextField<N extends string>({
  form,
  name,
  label,
  help,
  optional = false,
  labelHidden = false,
  takesFocus = false,
  ...props
}: TextFieldProps<N>) {
  return (
    <Field
      label={label}
      help={help}
      optional={optional}
      labelHidden={labelHidden}
      id={form.idOf(name)}
      error={form.faults[name]}
      required={!optional}
    >
      <Input name={name} ref={takesFocus ? focus : undefined} {...props} />
    </Field>
  );
}

/** A password that can be shown, so that nobody has to type it twice. */
export function PasswordField<N extends string>({
  isNew = false,
  help,
  ...props
}: Omit<TextFieldProps<N>, "type" | "autoComplete"> & { isNew?: boolean }) {
  const t = useTranslations("access.common");
  const [shown, setShown] = useState(false);
  const { form, name, label, takesFocus = false, ...rest } = props;
  return (
    <Field
      label={label}
      help={help ?? (isNew ? t("passwordHelp", { min: PASSWORD_CHARS_MIN }) : undefined)}
      id={form.idOf(name)}
      error={form.faults[name]}
      required
    >
      <div className="relative">
        <Input
          name={name}
          ref={takesFocus ? focus : undefined}
          type={shown ? "text" : "password"}
          autoComplete={isNew ? "new-password" : "current-password"}
          maxLength={PASSWORD_CHARS_MAX}
          autoCapitalize="none"
          spellCheck={false}
          className="pe-9"
          {...rest}
        />
        <Button
          variant="ghost"
          size="icon-sm"
          className="absolute end-0.5 top-1/2 -translate-y-1/2 text-muted-foreground"
          aria-label={shown ? t("hidePassword") : t("showPassword")}
          onClick={() => setShown(!shown)}
        >
          {shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
        </Button>
      </div>
    </Field>
  );
}

function focus(element: HTMLInputElement | null): void {
  element?.focus();
}

/** The form's one act. Pressing it while it runs does nothing; it never looks dead. */
export function SubmitButton({
  form,
  children,
  ...props
}: { form: { pending: boolean }; children: ReactNode } & Omit<ComponentProps<typeof Button>, "form">) {
  return (
    <Button type="submit" pending={form.pending} {...props}>
      {children}
    </Button>
  );
}
