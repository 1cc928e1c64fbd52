"use client";

import * as MenuPrimitive from "radix-ui/context-menu";
import type { ComponentProps } from "react";
import { cn } from "@/lib/ui/cn";
import { floatLooks, menuItemLooks } from "./float";

/** Never the only way to an act: whatever it holds is also in a visible menu. */
export function ContextMenu({ modal = false, ...props }: ComponentProps<typeof MenuPrimitive.Root>) {
  return <MenuPrimitive.Root modal={modal} {...props} />;
}

export function ContextMenuTrigger(props: ComponentProps<typeof MenuPrimitive.Trigger>) {
  return <MenuPrimitive.Trigger data-slot="context-menu-trigger" {...props} />;
}

export function ContextMenuContent({ className, ...props }: ComponentProps<typeof MenuPrimitive.Content>) {
  return (
    <MenuPrimitive.Portal>
      <MenuPrimitive.Content
        data-slot="context-menu-content"
        collisionPadding={8}
        className={cn(floatLooks, "min-w-48 p-1", className)}
        {...props}
      />
    </MenuPrimitive.Portal>
  );
}

export function ContextMenuItem({
  className,
  variant = "default",
  ...props
}: ComponentProps<typeof MenuPrimitive.Item> & { variant?: "default" | "destructive" }) {
  return (
    <MenuPrimitive.Item
      data-slot="context-menu-item"
      className={cn(
        menuItemLooks,
        variant === "destructive" &&
          "text-destructive data-[highlighted]:bg-destructive-soft data-[highlighted]:text-destructive [&>svg]:text-destructive",
        className,
      )}
      {...props}
    />
  );
}

export function ContextMenuSeparator({ className, ...props }: ComponentProps<typeof MenuPrimitive.Separator>) {
  return (
    <MenuPrimitive.Separator
      data-slot="context-menu-separator"
      className={cn("-mx-1 my-1 h-px bg-border", className)}
      {...props}
    />
  );
}
