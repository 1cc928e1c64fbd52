"use client";

import { EmojiPicker as Picker } from "frimousse";
import { useTranslations } from "next-intl";
import { cn } from "@/lib/ui/cn";

/** Every emoji, by category and by search, arrows and Enter. Names and data come from our own origin. */
export function EmojiPicker({ onPick }: { onPick(emoji: string): void }) {
  const t = useTranslations("rooms.emoji");
  return (
    <Picker.Root
      emojibaseUrl="/emoji"
      columns={9}
      onEmojiSelect={({ emoji }) => onPick(emoji)}
      className="isolate flex h-80 w-74 max-w-[calc(100vw-1rem)] flex-col"
    >
      <Picker.Search
        // It comes after the popover has opened, so the popover cannot put the focus here.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        aria-label={t("search")}
        placeholder={t("search")}
        className="m-2 mb-1 h-8 rounded-md border border-input bg-background px-2.5 text-sm outline-none focus-visible:border-ring focus-visible:ring-1 focus-visible:ring-ring pointer-coarse:text-[1rem]"
      />
      <Picker.Viewport className="scroll-quiet relative flex-1 outline-none">
        <Picker.Loading className="absolute inset-0 flex items-center justify-center text-sm text-muted-foreground">
          {t("loading")}
        </Picker.Loading>
        <Picker.Empty className="absolute inset-0 flex items-center justify-center text-sm text-muted-foreground">
          {t("empty")}
        </Picker.Empty>
        <Picker.List
          className="pb-1.5 select-none"
          components={{
            CategoryHeader: ({ category, ...props }) => (
              <div {...props} className="bg-popover px-3 pt-2 pb-1 text-xs font-medium text-muted-foreground">
                {category.label}
              </div>
            ),
            Row: ({ children, ...props }) => (
              // ARIA counts rows and columns from 1, the picker from 0.
              <div {...props} aria-rowindex={Number(props["aria-rowindex"] ?? 0) + 1} className="scroll-my-1 px-1.5">
                {children}
              </div>
            ),
            Emoji: ({ emoji, ...props }) => (
              <button
                type="button"
                {...props}
                role="gridcell"
                aria-colindex={Number(props["aria-colindex"] ?? 0) + 1}
                className={cn(
                  "flex size-7.5 cursor-pointer items-center justify-center rounded-sm text-lg",
                  emoji.isActive && "bg-accent",
                )}
              >
                {emoji.emoji}
              </button>
            ),
          }}
        />
      </Picker.Viewport>
      <div className="flex h-9 items-center gap-2 border-t px-3 text-xs text-muted-foreground">
        <Picker.ActiveEmoji>
          {({ emoji }) =>
            emoji ? (
              <>
                <span aria-hidden className="text-base">
                  {emoji.emoji}
                </span>
                <span className="min-w-0 truncate">{emoji.label}</span>
              </>
            ) : (
              <span>{t("pick")}</span>
            )
          }
        </Picker.ActiveEmoji>
        <Picker.SkinToneSelector
          aria-label={t("skinTone")}
          className="ms-auto size-7 cursor-pointer rounded-sm text-base hover:bg-accent"
        />
      </div>
    </Picker.Root>
  );
}
