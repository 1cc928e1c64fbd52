import type { ComponentProps } from "react";
import { cn } from "@/lib/ui/cn";

/** The shape of what comes. Hidden from assistive technology: the region around it carries aria-busy. */
export function Skeleton({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      data-slot="skeleton"
      aria-hidden
      className={cn("animate-pulse rounded-sm bg-secondary motion-reduce:animate-none", className)}
      {...props}
    />
  );
}
