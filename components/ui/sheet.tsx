"use client";

import * as SheetPrimitive from "@radix-ui/react-dialog";
import { cva, type VariantProps } from "class-variance-authority";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { cn } from "@/lib/ui/cn";
import { Button } from "./button";
import { DialogOverlay } from "./dialog";
import { useReturnFocus } from "./use-return-focus";

/** A dialog that comes from an edge of the window. */
export function Sheet(props: ComponentProps<typeof SheetPrimitive.Root>) {
  return <SheetPrimitive.Root {...props} />;
}

export function SheetTrigger(props: ComponentProps<typeof SheetPrimitive.Trigger>) {
  return <SheetPrimitive.Trigger data-slot="sheet-trigger" {...props} />;
}

export function SheetClose(props: ComponentProps<typeof SheetPrimitive.Close>) {
  return <SheetPrimitive.Close data-slot="sheet-close" {...props} />;
}

const sheetVariants = cva(
  "fixed z-50 flex flex-col gap-4 overflow-y-auto bg-popover p-5 text-popover-foreground shadow-float outline-none duration-180 data-[state=closed]:animate-out data-[state=open]:animate-in",
  {
    variants: {
      side: {
        end: "inset-y-0 end-0 w-[min(25rem,100vw)] data-[state=closed]:slide-out-to-end-8 data-[state=open]:slide-in-from-end-8",
        start:
          "inset-y-0 start-0 w-[min(20rem,calc(100vw-3rem))] data-[state=closed]:slide-out-to-start-8 data-[state=open]:slide-in-from-start-8",
        bottom:
          "inset-x-0 bottom-0 max-h-[85dvh] rounded-t-md data-[state=closed]:slide-out-to-bottom-8 data-[state=open]:slide-in-from-bottom-8",
      },
    },
    defaultVariants: { side: "end" },
  },
);

/** Needs a SheetTitle. */
export function SheetContent({
  className,
  side,
  children,
  ...props
}: ComponentProps<typeof SheetPrimitive.Content> & VariantProps<typeof sheetVariants>) {
  const t = useTranslations("frame.ui");
  const focus = useReturnFocus(props);
  return (
    <SheetPrimitive.Portal>
      <DialogOverlay />
      <SheetPrimitive.Content
        data-slot="sheet-content"
        className={cn(sheetVariants({ side }), className)}
        {...props}
        {...focus}
      >
        {children}
        <SheetPrimitive.Close asChild>
          <Button
            variant="ghost"
            size="icon-sm"
            className="absolute end-3 top-3 text-muted-foreground"
            aria-label={t("close")}
          >
            <X aria-hidden />
          </Button>
        </SheetPrimitive.Close>
      </SheetPrimitive.Content>
    </SheetPrimitive.Portal>
  );
}

export function SheetHeader({ className, ...props }: ComponentProps<"div">) {
  return <div data-slot="sheet-header" className={cn("flex flex-col gap-1 pe-8", className)} {...props} />;
}

export function SheetTitle({ className, ...props }: ComponentProps<typeof SheetPrimitive.Title>) {
  return (
    <SheetPrimitive.Title
      data-slot="sheet-title"
      className={cn("text-base font-semibold break-words", className)}
      {...props}
    />
  );
}

export function SheetDescription({ className, ...props }: ComponentProps<typeof SheetPrimitive.Description>) {
  return (
    <SheetPrimitive.Description
      data-slot="sheet-description"
      className={cn("text-sm text-muted-foreground", className)}
      {...props}
    />
  );
}
