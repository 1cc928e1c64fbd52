"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { EmojiGlyph } from "@/components/emoji/emoji-glyph";
import { FormDialog } from "@/components/frame/form-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { EmojiButton } from "./emoji-button";
import { useInbox, useRooms } from "./rooms-provider";

const STATUS_CHARS_MAX = 100;

/** My own words beside my name. */
export function StatusDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("rooms.me.status");
  const { inbox } = useRooms();
  const mine = useInbox(({ view }) => view.presence.get(view.me));
  const [text, setText] = useState(mine?.statusText ?? "");
  const [emoji, setEmoji] = useState(mine?.statusEmoji ?? "");
  const save = () => {
    const statusText = text.trim();
    inbox.store.actions.setPresence({ statusText, statusEmoji: statusText === "" ? "" : emoji });
    onClose();
  };
  return (
    <FormDialog
      title={t("title")}
      submit={t("submit")}
      cancel={t("cancel")}
      onSubmit={save}
      onClose={onClose}
      className="max-w-sm"
    >
      <Field label={t("label")} help={t("help")}>
        <div className="flex items-center gap-1.5">
          {emoji === "" ? null : (
            <span aria-hidden className="w-6 shrink-0 text-center text-lg">
              <EmojiGlyph emoji={emoji} />
            </span>
          )}
          <Input
            name="status"
            value={text}
            maxLength={STATUS_CHARS_MAX}
            autoComplete="off"
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- the one thing this dialog is for
            autoFocus
            onChange={(event) => setText(event.target.value)}
          />
          <EmojiButton label={emoji === "" ? t("noEmoji") : t("emoji")} onPick={setEmoji} className="size-8" />
        </div>
      </Field>
    </FormDialog>
  );
}
