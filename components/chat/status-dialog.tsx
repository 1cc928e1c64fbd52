"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { EmojiGlyph } from "@/components/emoji/emoji-glyph";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogFooter, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import { Field, FieldGroup } from "@/components/ui/field";
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
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="max-w-sm" aria-describedby={undefined}>
        <DialogHeader>
          <DialogTitle>{t("title")}</DialogTitle>
        </DialogHeader>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <FieldGroup>
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
            <DialogFooter>
              <Button type="submit">{t("submit")}</Button>
              <Button variant="ghost" onClick={onClose}>
                {t("cancel")}
              </Button>
            </DialogFooter>
          </FieldGroup>
        </form>
      </DialogContent>
    </Dialog>
  );
}
