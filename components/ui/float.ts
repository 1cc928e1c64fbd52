/** What floats: popovers, menus, lists. The only things with a shadow. */
export const floatLooks =
  "z-50 rounded-md bg-popover text-popover-foreground shadow-float duration-140 data-[state=closed]:animate-out data-[state=closed]:fade-out-0 data-[state=open]:animate-in data-[state=open]:fade-in-0 data-[state=open]:data-[side=bottom]:slide-in-from-top-1 data-[state=open]:data-[side=top]:slide-in-from-bottom-1";

/** A row of a menu or list. */
export const menuItemLooks =
  "relative flex min-h-7 cursor-default items-center gap-2 rounded-sm px-2 py-1 text-sm outline-none select-none pointer-coarse:min-h-10 data-[disabled]:pointer-events-none data-[disabled]:opacity-50 data-[highlighted]:bg-accent data-[highlighted]:text-accent-foreground [&>svg]:text-muted-foreground";
