import type { ComponentProps } from "react";
import { cn } from "@/lib/ui/cn";

/** A part that scrolls by itself, with the platform's own scroll bar kept thin. Focusable, so that keys scroll it. */
export function ScrollArea({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      data-slot="scroll-area"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrollable region must be reachable by keyboard (WCAG 2.1.1)
      tabIndex={0}
      className={cn("scroll-quiet min-h-0 overflow-y-auto overscroll-contain", className)}
      {...props}
    />
  );
}
