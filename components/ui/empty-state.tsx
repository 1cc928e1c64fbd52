import type { LucideIcon } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/ui/cn";

/** What this place is for, and the first thing to do here. Starts where the content would, not in the middle of the screen. */
export function EmptyState({
  title,
  icon: Icon,
  actions,
  className,
  children,
  ...props
}: Omit<ComponentProps<"div">, "title"> & { title: ReactNode; icon?: LucideIcon; actions?: ReactNode }) {
  return (
    <div data-slot="empty-state" className={cn("flex max-w-md flex-col items-start gap-1 p-6", className)} {...props}>
      {Icon ? <Icon aria-hidden className="mb-1 text-muted-foreground" /> : null}
      <h2 className="text-base font-semibold">{title}</h2>
      {children ? <div className="text-sm text-muted-foreground">{children}</div> : null}
      {actions ? <div className="mt-3 flex flex-wrap gap-2">{actions}</div> : null}
    </div>
  );
}
