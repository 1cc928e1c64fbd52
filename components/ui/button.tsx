import { cva, type VariantProps } from "class-variance-authority";
import * as Slot from "radix-ui/slot";
import type { ComponentProps } from "react";
import { cn } from "@/lib/ui/cn";
import { Spinner } from "./spinner";

export const buttonVariants = cva(
  "inline-flex shrink-0 cursor-pointer items-center justify-center gap-1.5 rounded-md text-sm font-medium whitespace-nowrap transition-colors select-none aria-disabled:cursor-default aria-disabled:opacity-60 disabled:cursor-default disabled:opacity-60",
  {
    variants: {
      variant: {
        default: "bg-primary text-primary-foreground hover:bg-primary/90 active:bg-primary/85",
        secondary: "bg-secondary text-secondary-foreground hover:bg-secondary/75",
        outline: "border bg-background text-foreground hover:bg-accent hover:text-accent-foreground",
        ghost: "text-foreground hover:bg-accent hover:text-accent-foreground aria-expanded:bg-accent",
        destructive: "bg-destructive text-destructive-foreground hover:bg-destructive/90",
        link: "text-primary underline-offset-4 hover:underline",
      },
      size: {
        default: "h-8 px-3 pointer-coarse:h-10",
        sm: "h-7 px-2.5 pointer-coarse:h-9",
        lg: "h-9 px-4 pointer-coarse:h-11",
        icon: "size-8 pointer-coarse:size-10",
        "icon-sm": "size-7 pointer-coarse:size-9",
        text: "h-auto p-0",
      },
    },
    defaultVariants: { variant: "default", size: "default" },
  },
);

export interface ButtonProps extends ComponentProps<"button">, VariantProps<typeof buttonVariants> {
  /** Renders the one child with the button's looks (a link). */
  asChild?: boolean;
  /** The act is under way: stays focusable, does nothing, and says so. */
  pending?: boolean;
}

/** A verb with its object. `type` is "button" unless told: only a form's submit should submit. */
export function Button({
  className,
  variant,
  size,
  asChild = false,
  pending = false,
  type = "button",
  children,
  ...props
}: ButtonProps) {
  const looks = { "data-slot": "button", className: cn(buttonVariants({ variant, size }), className) };
  if (asChild) {
    return (
      <Slot.Root {...looks} {...props}>
        {children}
      </Slot.Root>
    );
  }
  const idle = pending ? { "aria-disabled": true, "aria-busy": true, onClick: undefined } : {};
  return (
    <button type={pending ? "button" : type} {...looks} {...props} {...idle}>
      {pending ? <Spinner /> : null}
      {children}
    </button>
  );
}
