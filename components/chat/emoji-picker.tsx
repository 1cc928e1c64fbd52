"use client";

import { defaultEmojiDataResolver, EmojiPicker as Picker } from "frimousse";
import { SmilePlus } from "lucide-react";
import { Link } from "@/components/ui/link";
import { useTranslations } from "next-intl";
import { useEffect, useMemo } from "react";
import { EmojiGlyph } from "@/components/emoji/emoji-glyph";
import { useOwnEmoji } from "@/components/emoji/emoji-provider";
import { shortcodeOf } from "@/lib/emoji/core/emoji-name";
import { cn } from "@/lib/ui/cn";
import { useRooms } from "./rooms-provider";

/** The tenant's own are a category of their own, before the others. */
const OWN_CATEGORY = -1;

/** Every emoji, by category and by search, arrows and Enter. Names and data come from our own origin. */
export function EmojiPicker({ onPick }: { onPick(emoji: string): void }) {
  const t = useTranslations("rooms.emoji");
  const { tenant, tenantName, viewer } = useRooms();
  const { byName, freshen } = useOwnEmoji();
  useEffect(freshen, [freshen]);
  const names = useMemo(() => [...byName.keys()], [byName]);
  return (
    <Picker.Root
      // The data is asked for once: a changed list is another picker.
      key={names.join()}
      emojibaseUrl="/emoji"
      resolveEmojiData={async (locale, options) => {
        const data = await defaultEmojiDataResolver(locale, options);
        if (names.length === 0) return data;
        return {
          ...data,
          categories: [{ index: OWN_CATEGORY, label: tenantName }, ...data.categories],
          emojis: [
            ...names.map((name) => {
              const emoji = shortcodeOf(name);
              return { emoji, category: OWN_CATEGORY, label: emoji, version: 0, tags: [] };
            }),
            ...data.emojis,
          ],
        };
      }}
      columns={9}
      onEmojiSelect={({ emoji }) => onPick(emoji)}
      className="isolate flex h-80 w-74 max-w-[calc(100vw-1rem)] flex-col"
    >
      <Picker.Search
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- it comes after the popover has opened, which cannot put the focus here
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
                <EmojiGlyph emoji={emoji.emoji} />
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
                  <EmojiGlyph emoji={emoji.emoji} />
                </span>
                <span className="min-w-0 truncate">{emoji.label}</span>
              </>
            ) : viewer.role === "guest" ? (
              <span>{t("pick")}</span>
            ) : (
              <Link
                href={`/${tenant}/emoji`}
                className="flex items-center gap-1.5 rounded-sm text-primary hover:underline"
              >
                <SmilePlus aria-hidden className="size-3.5" />
                {t("addOwn")}
              </Link>
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
