"use client";

import { Check, Minus } from "lucide-react";
import * as CheckboxPrimitive from "radix-ui/checkbox";
import type { ComponentProps } from "react";
import { cn } from "@/lib/ui/cn";
import { useFieldControl } from "./field";

/** 16 px to see, 24 px to hit. */
export function Checkbox({ className, ...props }: ComponentProps<typeof CheckboxPrimitive.Root>) {
  return (
    <CheckboxPrimitive.Root
      data-slot="checkbox"
      className={cn(
        "peer relative mt-px size-4 shrink-0 cursor-pointer rounded-[4px] border border-input bg-background transition-colors after:absolute after:-inset-1 aria-invalid:border-destructive disabled:cursor-default disabled:opacity-50 data-[state=checked]:border-primary data-[state=checked]:bg-primary data-[state=checked]:text-primary-foreground data-[state=indeterminate]:border-primary data-[state=indeterminate]:bg-primary data-[state=indeterminate]:text-primary-foreground",
        className,
      )}
      {...useFieldControl(props)}
    >
      <CheckboxPrimitive.Indicator data-slot="checkbox-indicator" className="group flex items-center justify-center">
        <Check aria-hidden className="size-3.5 stroke-[2.5] group-data-[state=indeterminate]:hidden" />
        <Minus aria-hidden className="size-3.5 stroke-[2.5] group-data-[state=checked]:hidden" />
      </CheckboxPrimitive.Indicator>
    </CheckboxPrimitive.Root>
  );
}
