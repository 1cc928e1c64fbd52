"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { Field, FieldSet } from "@/components/ui/field";
import { RadioGroup, RadioGroupItem } from "@/components/ui/radio-group";

/** All models that the tenant may use, or some of them by name. */
export function ModelChoice({
  legend,
  all,
  some,
  models,
  value,
  onChange,
}: {
  legend: string;
  all: string;
  some: string;
  models: readonly string[];
  /** Null: all. */
  value: readonly string[] | null;
  onChange(models: readonly string[] | null): void;
}) {
  // What was chosen once and is no model any more can be taken away, and is not lost by opening the form.
  const offered = [...new Set([...models, ...(value ?? [])])];
  const set = (model: string, on: boolean) =>
    onChange(offered.filter((one) => (one === model ? on : value?.includes(one))));
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
          {offered.map((model) => (
            <Field key={model} layout="row" label={<span className="font-mono text-xs">{model}</span>}>
              <Checkbox checked={value.includes(model)} onCheckedChange={(on) => set(model, on === true)} />
            </Field>
          ))}
        </div>
      )}
    </FieldSet>
  );
}
