"use client";

import { Field } from "@/components/ui/field";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";

/** One of a few, each with its name. */
export function ChoiceField<V extends string>({
  label,
  help,
  values,
  nameOf,
  value,
  onChange,
}: {
  label: string;
  help?: string;
  values: readonly V[];
  nameOf(value: V): string;
  value: V;
  onChange(value: V): void;
}) {
  return (
    <Field label={label} help={help}>
      <Select value={value} onValueChange={(next) => onChange(values.find((one) => one === next) ?? value)}>
        <SelectTrigger className="w-full max-w-80">
          <SelectValue />
        </SelectTrigger>
        <SelectContent>
          {values.map((one) => (
            <SelectItem key={one} value={one}>
              {nameOf(one)}
            </SelectItem>
          ))}
        </SelectContent>
      </Select>
    </Field>
  );
}
