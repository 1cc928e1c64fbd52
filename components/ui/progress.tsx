import type { ComponentProps } from "react";
import { cn } from "@/lib/ui/cn";

/** How far a long work is. Give it aria-label or aria-labelledby, and show the counts beside it. */
export function Progress({
  className,
  value,
  max = 100,
  ...props
}: ComponentProps<"div"> & { value: number; max?: number }) {
  const part = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  return (
    <div
      data-slot="progress"
      role="progressbar"
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={value}
      className={cn("h-1.5 w-full overflow-hidden rounded-full bg-secondary", className)}
      {...props}
    >
      <div className="h-full rounded-full bg-primary transition-[width]" style={{ width: `${part * 100}%` }} />
    </div>
  );
}
