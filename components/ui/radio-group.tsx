"use client";

import * as RadioGroupPrimitive from "radix-ui/radio-group";
import type { ComponentProps } from "react";
import { cn } from "@/lib/ui/cn";
import { useFieldControl } from "./field";

export function RadioGroup({ className, ...props }: ComponentProps<typeof RadioGroupPrimitive.Root>) {
  return <RadioGroupPrimitive.Root data-slot="radio-group" className={cn("grid gap-2.5", className)} {...props} />;
}

/** Inside a Field with layout="row", which gives it its label. */
export function RadioGroupItem({ className, ...props }: ComponentProps<typeof RadioGroupPrimitive.Item>) {
  return (
    <RadioGroupPrimitive.Item
      data-slot="radio-group-item"
      className={cn(
        "relative mt-px size-4 shrink-0 cursor-pointer rounded-full border border-input bg-background transition-colors after:absolute after:-inset-1 aria-invalid:border-destructive disabled:cursor-default disabled:opacity-50 data-[state=checked]:border-primary",
        className,
      )}
      {...useFieldControl(props)}
    >
      <RadioGroupPrimitive.Indicator
        data-slot="radio-group-indicator"
        className="absolute inset-[3px] rounded-full bg-primary"
      />
    </RadioGroupPrimitive.Item>
  );
}
