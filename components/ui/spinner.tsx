import { LoaderCircle } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "@/lib/ui/cn";

/** Work of unknown length. Decorative beside a text that says what is happening; otherwise give `aria-label`. */
export function Spinner({ className, ...props }: ComponentProps<"svg">) {
  const named = props["aria-label"] !== undefined;
  return (
    <LoaderCircle
      data-slot="spinner"
      {...(named ? { role: "status" } : { "aria-hidden": true })}
      className={cn("animate-spin motion-reduce:animate-none", className)}
      {...props}
    />
  );
}
