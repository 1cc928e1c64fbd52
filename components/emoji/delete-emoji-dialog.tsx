"use client";

import { useTranslations } from "next-intl";
import { DestructiveDialog } from "@/components/chat/destructive-dialog";
import { shortcodeOf } from "@/lib/emoji/core/emoji-name";
import type { CustomEmoji } from "@/lib/emoji/protocol";
import { unlessMissing } from "@/lib/rooms/client/api";
import { useOwnEmoji } from "./emoji-provider";

/** Names the emoji and what follows, before it is deleted. */
export function DeleteEmojiDialog({ emoji, onClose }: { emoji: CustomEmoji; onClose: () => void }) {
  const t = useTranslations("emoji.confirm");
  const { api, drop } = useOwnEmoji();
  const remove = async () => {
    // Somebody else may have been faster.
    await api.remove(emoji.id).catch(unlessMissing);
    drop(emoji.id);
  };
  return (
    <DestructiveDialog
      title={t("title", { code: shortcodeOf(emoji.name) })}
      consequence={t("consequence")}
      submit={t("submit")}
      cancel={t("cancel")}
      run={remove}
      onClose={onClose}
    />
  );
}
