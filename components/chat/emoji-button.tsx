"use client";

import { SmilePlus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { Skeleton } from "@/components/ui/skeleton";
import { Tooltip, TooltipContent, TooltipTrigger } from "@/components/ui/tooltip";

// The picker and its data are larger than the room: they come with the first press.
const EmojiPicker = lazy(() => import("./emoji-picker").then(({ EmojiPicker: component }) => ({ default: component })));

/** Opens the emoji picker and hands over what was picked. */
export function EmojiButton({
  label,
  onPick,
  onOpenChange,
  className,
  keys,
}: {
  label: string;
  onPick(emoji: string): void;
  onOpenChange?: (open: boolean) => void;
  className?: string;
  /** The key that does the same, for the hint. */
  keys?: string;
}) {
  const [open, setOpen] = useState(false);
  const [hinted, setHinted] = useState(false);
  const change = (next: boolean) => {
    setOpen(next);
    onOpenChange?.(next);
  };
  return (
    <Popover open={open} onOpenChange={change}>
      <Tooltip open={hinted && !open} onOpenChange={setHinted}>
        <TooltipTrigger asChild>
          <PopoverTrigger asChild>
            <Button variant="ghost" size="icon-sm" data-emoji className={className} aria-label={label}>
              <SmilePlus aria-hidden />
            </Button>
          </PopoverTrigger>
        </TooltipTrigger>
        <TooltipContent>
          {label}
          {keys ? <span className="text-background/70">{keys}</span> : null}
        </TooltipContent>
      </Tooltip>
      <PopoverContent align="end" aria-label={label} className="w-auto p-0">
        <Suspense fallback={<Skeleton className="h-80 w-74 max-w-full" />}>
          <EmojiPicker
            onPick={(emoji) => {
              change(false);
              onPick(emoji);
            }}
          />
        </Suspense>
      </PopoverContent>
    </Popover>
  );
}
