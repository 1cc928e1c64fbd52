"use client";

import type { ComponentProps } from "react";
import { cn } from "@/lib/ui/cn";
import { useFieldControl } from "./field";

/** 16 px on touch screens, where a smaller field makes the browser zoom. */
export const fieldLooks =
  "w-full min-w-0 rounded-md border border-input bg-background text-sm text-foreground transition-colors outline-none pointer-coarse:text-[1rem] focus-visible:border-ring focus-visible:ring-1 focus-visible:ring-ring aria-invalid:border-destructive aria-invalid:focus-visible:ring-destructive disabled:cursor-not-allowed disabled:bg-muted disabled:text-muted-foreground [&:is(input,textarea):read-only]:bg-muted";

/** One line of text. Inside a Field it takes its id, help and error from there. */
export function Input({ className, type = "text", ...props }: ComponentProps<"input">) {
  return (
    <input
      type={type}
      data-slot="input"
      className={cn(fieldLooks, "h-8 px-2.5 pointer-coarse:h-10", className)}
      {...useFieldControl(props)}
    />
  );
}
