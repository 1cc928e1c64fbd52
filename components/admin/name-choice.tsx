"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { Field, FieldSet } from "@/components/ui/field";
import { RadioGroup, RadioGroupItem } from "@/components/ui/radio-group";

/** All of something that the tenant may use, or some of it by name. */
export function NameChoice({
  legend,
  all,
  some,
  names,
  value,
  onChange,
}: {
  legend: string;
  all: string;
  some: string;
  names: readonly string[];
  /** Null: all. */
  value: readonly string[] | null;
  onChange(names: readonly string[] | null): void;
}) {
  // What was chosen once and is there no more can be taken away, and is not lost by opening the form.
  const offered = [...new Set([...names, ...(value ?? [])])];
  const set = (name: string, on: boolean) =>
    onChange(offered.filter((one) => (one === name ? on : value?.includes(one))));
  return (
    <FieldSet legend={legend}>
      <RadioGroup
        aria-label={legend}
        value={value === null ? "all" : "some"}
        onValueChange={(which) => onChange(which === "all" ? null : [])}
      >
        <Field layout="row" label={all}>
          <RadioGroupItem value="all" />
        </Field>
        <Field layout="row" label={some}>
          <RadioGroupItem value="some" />
        </Field>
      </RadioGroup>
      {value === null ? null : (
        <div className="ms-6 flex flex-col gap-2">
          {offered.map((name) => (
            <Field key={name} layout="row" label={<span className="font-mono text-xs">{name}</span>}>
              <Checkbox checked={value.includes(name)} onCheckedChange={(on) => set(name, on === true)} />
            </Field>
          ))}
        </div>
      )}
    </FieldSet>
  );
}
