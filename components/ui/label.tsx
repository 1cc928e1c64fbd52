import type { ComponentProps } from "react";
import { cn } from "@/lib/ui/cn";

/** The name of a control; `htmlFor` is its id. */
export function Label({ className, htmlFor, children, ...props }: ComponentProps<"label"> & { htmlFor: string }) {
  return (
    <label
      data-slot="label"
      htmlFor={htmlFor}
      className={cn("text-sm font-medium text-foreground select-none", className)}
      {...props}
    >
      {children}
    </label>
  );
}
