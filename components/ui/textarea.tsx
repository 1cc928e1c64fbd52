"use client";

import type { ComponentProps } from "react";
import { cn } from "@/lib/ui/cn";
import { useFieldControl } from "./field";
import { fieldLooks } from "./input";

/** Several lines of text; grows with its content up to its max-height. */
export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return (
    <textarea
      data-slot="textarea"
      className={cn(fieldLooks, "field-sizing-content min-h-16 px-2.5 py-1.5", className)}
      {...useFieldControl(props)}
    />
  );
}
