"use client";

import { Trash2 } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useNameOf } from "@/components/chat/rooms-provider";
import { Button } from "@/components/ui/button";
import { shortcodeOf } from "@/lib/emoji/core/emoji-name";
import type { CustomEmoji } from "@/lib/emoji/protocol";
import { OwnEmoji } from "./emoji-glyph";

/** One emoji: its picture, its name, and who added it when. */
export function EmojiRow({
  emoji,
  place,
  onDelete,
}: {
  emoji: CustomEmoji;
  place: { at: number; of: number };
  /** Absent: not theirs to delete. */
  onDelete?: () => void;
}) {
  const t = useTranslations("emoji");
  const format = useFormatter();
  const nameOf = useNameOf();
  const code = shortcodeOf(emoji.name);
  const when = format.dateTime(emoji.at, { dateStyle: "medium" });
  return (
    <div
      role="listitem"
      data-slot="emoji-row"
      aria-posinset={place.at + 1}
      aria-setsize={place.of}
      className="flex h-13 items-center gap-3 border-b"
    >
      <span aria-hidden className="flex size-8 shrink-0 items-center justify-center overflow-hidden text-xs">
        <OwnEmoji name={emoji.name} className="size-8" />
      </span>
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{code}</p>
        <p className="truncate text-xs text-muted-foreground">{t("addedBy", { name: nameOf(emoji.author), when })}</p>
      </div>
      {onDelete ? (
        <Button variant="ghost" size="icon-sm" aria-label={t("delete", { name: code })} onClick={onDelete}>
          <Trash2 aria-hidden />
        </Button>
      ) : null}
    </div>
  );
}
