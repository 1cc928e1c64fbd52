"use client";

import { type ComponentProps, useRef } from "react";
import { cn } from "@/lib/ui/cn";
import { useOverflows } from "@/lib/ui/use-overflows";

/**
 * Scrolls by itself when it must (sideways; down where its container has a height), and is then a stop of the Tab key, so
 * that arrow keys reach what is out of sight. Give it a caption or an aria-label.
 */
export function Table({ className, ...props }: ComponentProps<"table">) {
  const container = useRef<HTMLDivElement>(null);
  const scrolls = useOverflows(container);
  const label = props["aria-label"];
  const named = label === undefined ? {} : { role: "group", "aria-label": label };
  return (
    <div
      ref={container}
      data-slot="table-container"
      className="scroll-quiet relative w-full overflow-x-auto focus-visible:outline-2 focus-visible:outline-ring"
      {...(scrolls ? { tabIndex: 0, ...named } : {})}
    >
      <table data-slot="table" className={cn("w-full caption-bottom text-sm tabular-nums", className)} {...props} />
    </div>
  );
}

export function TableCaption({ className, ...props }: ComponentProps<"caption">) {
  return (
    <caption
      data-slot="table-caption"
      className={cn("mt-2 text-start text-xs text-muted-foreground", className)}
      {...props}
    />
  );
}

export function TableHeader({ className, ...props }: ComponentProps<"thead">) {
  return <thead data-slot="table-header" className={cn("[&_tr]:border-b", className)} {...props} />;
}

export function TableBody({ className, ...props }: ComponentProps<"tbody">) {
  return <tbody data-slot="table-body" className={cn("[&_tr:last-child]:border-0", className)} {...props} />;
}

export function TableRow({ className, ...props }: ComponentProps<"tr">) {
  return (
    <tr
      data-slot="table-row"
      className={cn("border-b hover:bg-muted/60 data-[state=selected]:bg-selected", className)}
      {...props}
    />
  );
}

export function TableHead({ className, scope = "col", ...props }: ComponentProps<"th">) {
  return (
    <th
      data-slot="table-head"
      scope={scope}
      className={cn(
        "h-8 px-2 text-start align-middle text-xs font-medium whitespace-nowrap text-muted-foreground first:ps-0 last:pe-0",
        className,
      )}
      {...props}
    />
  );
}

export function TableCell({ className, ...props }: ComponentProps<"td">) {
  return (
    <td
      data-slot="table-cell"
      className={cn("h-10 px-2 py-1.5 align-middle first:ps-0 last:pe-0", className)}
      {...props}
    />
  );
}
