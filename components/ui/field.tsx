"use client";

import { cva, type VariantProps } from "class-variance-authority";
import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { createContext, useContext, useId, useMemo, type ComponentProps, type ReactNode } from "react";
import { cn } from "@/lib/ui/cn";
import { Label } from "./label";

interface FieldWiring {
  id: string;
  helpId: string | undefined;
  errorId: string | undefined;
  required: boolean;
}

const FieldContext = createContext<FieldWiring | null>(null);

const fieldVariants = cva("flex", {
  variants: {
    layout: {
      /** Label above, control, help under, error. */
      column: "flex-col gap-1.5",
      /** Control first, label beside it: checkbox, switch. */
      row: "flex-row items-start gap-2.5",
    },
  },
  defaultVariants: { layout: "column" },
});

export interface FieldProps extends Omit<ComponentProps<"div">, "id">, VariantProps<typeof fieldVariants> {
  label: ReactNode;
  /** The control's id; one is made when absent. */
  id?: string;
  help?: ReactNode;
  /** What is wrong with the value, and what to do. Falsy: nothing. */
  error?: ReactNode;
  /** Says "optional" beside the label. Fields are needed unless they say this. */
  optional?: boolean;
  required?: boolean;
  /** Keeps the label for assistive technology only. */
  labelHidden?: boolean;
}

/** One control with its label, help and error, wired for assistive technology. The control reads the wiring itself. */
export function Field({
  label,
  id,
  help,
  error,
  optional = false,
  required = false,
  labelHidden = false,
  layout,
  className,
  children,
  ...props
}: FieldProps) {
  const t = useTranslations("frame.ui");
  const made = useId();
  const controlId = id ?? made;
  const helpId = help ? `${controlId}-help` : undefined;
  const errorId = error ? `${controlId}-error` : undefined;
  const wiring = useMemo(() => ({ id: controlId, helpId, errorId, required }), [controlId, helpId, errorId, required]);
  const name = (
    <div className={cn("flex items-baseline justify-between gap-2", labelHidden && "sr-only")}>
      <Label htmlFor={controlId}>{label}</Label>
      {optional ? <span className="text-xs text-muted-foreground">{t("optional")}</span> : null}
    </div>
  );
  const notes = (
    <>
      {help ? (
        <p id={helpId} data-slot="field-help" className="text-xs text-muted-foreground">
          {help}
        </p>
      ) : null}
      <FieldError id={errorId}>{error}</FieldError>
    </>
  );
  return (
    <FieldContext value={wiring}>
      <div data-slot="field" className={cn(fieldVariants({ layout }), className)} {...props}>
        {layout === "row" ? (
          <>
            {children}
            <div className="flex min-w-0 flex-col gap-0.5">
              {name}
              {notes}
            </div>
          </>
        ) : (
          <>
            {name}
            {children}
            {notes}
          </>
        )}
      </div>
    </FieldContext>
  );
}

function FieldError({ id, children }: { id: string | undefined; children: ReactNode }) {
  if (!children) return null;
  return (
    <p id={id} data-slot="field-error" className="flex items-start gap-1 text-xs text-destructive">
      <CircleAlert aria-hidden className="mt-px size-3.5" />
      <span>{children}</span>
    </p>
  );
}

interface ControlProps {
  id?: string | undefined;
  required?: boolean | undefined;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: boolean | "true" | "false" | "grammar" | "spelling" | undefined;
}

/** The props of a control with those of the Field around it; the control's own come first. */
export function useFieldControl<P extends ControlProps>(props: P): P {
  const field = useContext(FieldContext);
  if (!field) return props;
  const describedBy = [props["aria-describedby"], field.helpId, field.errorId].filter(Boolean).join(" ");
  return {
    ...props,
    id: props.id ?? field.id,
    required: props.required ?? (field.required || undefined),
    "aria-describedby": describedBy || undefined,
    "aria-invalid": props["aria-invalid"] ?? (field.errorId ? true : undefined),
  };
}

/** Fields of one form, one under the other. */
export function FieldGroup({ className, ...props }: ComponentProps<"div">) {
  return <div data-slot="field-group" className={cn("flex flex-col gap-4", className)} {...props} />;
}

/** A set of controls that answer one question (radio buttons, a list of checkboxes). */
export function FieldSet({
  legend,
  help,
  className,
  children,
  ...props
}: ComponentProps<"fieldset"> & { legend: ReactNode; help?: ReactNode }) {
  const helpId = useId();
  return (
    <fieldset
      data-slot="field-set"
      aria-describedby={help ? helpId : undefined}
      className={cn("flex min-w-0 flex-col gap-2", className)}
      {...props}
    >
      <legend className="mb-1.5 text-sm font-medium">{legend}</legend>
      {help ? (
        <p id={helpId} className="-mt-1 text-xs text-muted-foreground">
          {help}
        </p>
      ) : null}
      {children}
    </fieldset>
  );
}
