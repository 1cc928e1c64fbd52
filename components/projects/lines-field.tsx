"use client";

import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { cn } from "@/lib/ui/cn";
import type { SettingsHandle } from "./use-settings";

/** Several lines that belong to a setting. */
export function LinesField<T>({
  form,
  name,
  label,
  help,
  value,
  onChange,
  className,
  ...props
}: Omit<React.ComponentProps<typeof Textarea>, "form" | "name" | "value" | "onChange"> & {
  form: SettingsHandle<T>;
  name: string;
  label: string;
  help?: string;
  value: string;
  onChange(text: string): void;
}) {
  return (
    <Field label={label} help={help} id={form.idOf(name)} error={form.faults[name]} optional>
      <Textarea
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={cn("max-h-72", className)}
        {...props}
      />
    </Field>
  );
}
