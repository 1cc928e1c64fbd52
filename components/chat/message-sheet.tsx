"use client";

import { SmilePlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import { EmojiGlyph } from "@/components/emoji/emoji-glyph";
import { Button } from "@/components/ui/button";
import { Sheet, SheetContent, SheetHeader, SheetTitle } from "@/components/ui/sheet";
import { Skeleton } from "@/components/ui/skeleton";
import { cn } from "@/lib/ui/cn";
import { messageWords } from "@/lib/rooms/client/message-words";
import type { MessageActionItem } from "./message-action-items";
import { useNameOf } from "./rooms-provider";
import type { MessageActionContext } from "./use-message-actions";
import { useRecentEmoji } from "./use-recent-emoji";

const EmojiPicker = lazy(() => import("./emoji-picker").then(({ EmojiPicker: component }) => ({ default: component })));

const QUICK_EMOJI = 5;

/** On a phone: everything that can be done with a message, from the bottom of the screen. */
export function MessageSheet({
  ctx,
  items,
  onReact,
  onRun,
  onClose,
}: {
  ctx: MessageActionContext;
  items: readonly MessageActionItem[];
  onReact(emoji: string): void;
  onRun(item: MessageActionItem): void;
  onClose: () => void;
}) {
  const t = useTranslations("threads.actions");
  const label = useTranslations();
  const nameOf = useNameOf();
  const [picking, setPicking] = useState(false);
  const recent = useRecentEmoji(QUICK_EMOJI);
  const pick = (emoji: string) => {
    onClose();
    onReact(emoji);
  };
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()}>
      <SheetContent
        side="bottom"
        aria-describedby={undefined}
        className="gap-2 p-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]"
        // Where the focus goes is the action's own matter; otherwise it stays with the message.
        onCloseAutoFocus={(event) => event.preventDefault()}
      >
        <SheetHeader>
          <SheetTitle className="truncate text-sm">{t("sheet", { name: nameOf(ctx.message.author) })}</SheetTitle>
          <p className="truncate text-sm text-muted-foreground">{messageWords(ctx.message).slice(0, 200)}</p>
        </SheetHeader>
        {picking ? (
          <Suspense fallback={<Skeleton className="mx-auto h-80 w-74 max-w-full" />}>
            <div className="flex justify-center">
              <EmojiPicker onPick={pick} />
            </div>
          </Suspense>
        ) : (
          <>
            {ctx.readOnly ? null : (
              <div role="group" aria-label={t("react")} className="flex justify-between gap-1">
                {recent.map((emoji) => (
                  <Button
                    key={emoji}
                    variant="secondary"
                    size="icon"
                    aria-label={t("reactWith", { emoji })}
                    aria-pressed={ctx.message.reactions[emoji]?.includes(ctx.me) ?? false}
                    className="size-11 rounded-full text-xl aria-pressed:bg-selected"
                    onClick={() => pick(emoji)}
                  >
                    <span aria-hidden>
                      <EmojiGlyph emoji={emoji} />
                    </span>
                  </Button>
                ))}
                <Button
                  variant="secondary"
                  size="icon"
                  aria-label={t("otherEmoji")}
                  className="size-11 rounded-full"
                  onClick={() => setPicking(true)}
                >
                  <SmilePlus aria-hidden />
                </Button>
              </div>
            )}
            <ul className="flex flex-col">
              {items.map((item, at) => (
                <li key={item.id} className={cn(at > 0 && items[at - 1]?.group !== item.group && "mt-1 border-t pt-1")}>
                  <Button
                    variant="ghost"
                    className={cn(
                      "h-11 w-full justify-start gap-3 px-2 font-normal",
                      item.destructive && "text-destructive",
                    )}
                    onClick={() => onRun(item)}
                  >
                    <item.icon aria-hidden className={cn(!item.destructive && "text-muted-foreground")} />
                    {label(item.label)}
                  </Button>
                </li>
              ))}
            </ul>
          </>
        )}
      </SheetContent>
    </Sheet>
  );
}
