import type { ComponentProps } from "react";
import { cn } from "@/lib/ui/cn";

/** Parlor's mark: an open door. Decorative; the name stands beside it. */
export function Logo({ className, ...props }: ComponentProps<"svg">) {
  return (
    <svg data-slot="logo" aria-hidden viewBox="0 0 32 32" className={cn("size-6 shrink-0", className)} {...props}>
      <rect width="32" height="32" rx="7" className="fill-primary" />
      <path d="M10 25V14a6 6 0 0 1 12 0v11z" className="fill-primary-foreground" />
      <path d="M16 8a6 6 0 0 1 6 6v11l-6-2.4z" className="fill-primary" opacity="0.28" />
      <circle cx="13.4" cy="17.6" r="1.2" className="fill-primary" />
    </svg>
  );
}
