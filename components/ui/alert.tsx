import { cva, type VariantProps } from "class-variance-authority";
import { CircleAlert, Clock, Info } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "@/lib/ui/cn";

const alertVariants = cva(
  "grid w-full grid-cols-[1rem_1fr] gap-x-2.5 gap-y-0.5 rounded-md border px-3 py-2.5 text-sm",
  {
    variants: {
      variant: {
        default: "bg-muted text-foreground",
        destructive: "border-destructive/40 bg-destructive-soft text-foreground [&>svg]:text-destructive",
        /** Something waits: for a person, for the network. */
        warning: "border-warning/40 bg-warning-soft text-foreground [&>svg]:text-warning",
      },
    },
    defaultVariants: { variant: "default" },
  },
);

const ICONS = { default: Info, destructive: CircleAlert, warning: Clock };

/** A lasting notice in the page. `destructive` is announced at once, the others when the reader gets there. */
export function Alert({
  className,
  variant,
  children,
  ...props
}: ComponentProps<"div"> & VariantProps<typeof alertVariants>) {
  const Icon = ICONS[variant ?? "default"];
  return (
    <div
      data-slot="alert"
      role={variant === "destructive" ? "alert" : "status"}
      className={cn(alertVariants({ variant }), className)}
      {...props}
    >
      <Icon aria-hidden className="row-span-3 mt-px" />
      {children}
    </div>
  );
}

export function AlertTitle({ className, ...props }: ComponentProps<"p">) {
  return <p data-slot="alert-title" className={cn("col-start-2 font-medium", className)} {...props} />;
}

export function AlertDescription({ className, ...props }: ComponentProps<"div">) {
  return <div data-slot="alert-description" className={cn("col-start-2 text-sm", className)} {...props} />;
}

export function AlertActions({ className, ...props }: ComponentProps<"div">) {
  return (
    <div data-slot="alert-actions" className={cn("col-start-2 mt-2 flex flex-wrap gap-2", className)} {...props} />
  );
}
