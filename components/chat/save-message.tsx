"use client";

import { Bookmark, BookmarkCheck, Clock } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMomentText } from "@/components/later/use-moments";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { toast } from "@/components/ui/sonner";
import { Hint } from "@/components/ui/tooltip";
import type { SavedItem } from "@/lib/later/protocol";
import { savedId } from "@/lib/later/protocol";
import type { RoomId } from "@/lib/platform/ids";
import { useDialogs } from "./dialogs";
import { useRoomId } from "./room-context";
import { useInbox, useRooms } from "./rooms-provider";
import { SAVED_ACTIONS, type SavedActionContext } from "./saved-actions";
import { useFaultOf } from "./use-act";

/** What the person keeps of this message, if anything. */
export function useSaved(room: RoomId, seq: number): SavedItem | null {
  const item = useInbox(({ view }) => view.later.get(`saved:${savedId(room, seq)}`));
  return item?.kind === "saved" ? item : null;
}

/** What the actions of saved-actions.ts need, for one message. */
export function useSavedActions(room: RoomId, seq: number, deleted: boolean): SavedActionContext {
  const t = useTranslations("later.action");
  const { laterApi } = useRooms();
  const dialogs = useDialogs();
  const faultOf = useFaultOf();
  const momentText = useMomentText();
  const saved = useSaved(room, seq);
  return {
    saved,
    deleted,
    pickMoment: (onPick) => dialogs.open({ kind: "moment", what: "remind", onPick }),
    keep: (state, remindAt) => {
      const done =
        state === null ? t("unsaved") : remindAt ? t("reminding", { when: momentText(remindAt) }) : t("saved");
      laterApi.save({ room, seq, state, ...(remindAt === undefined ? {} : { remindAt }) }).then(
        () => toast(done, { id: "saved" }),
        (error: unknown) => toast.error(t("failed", { reason: faultOf(error).message }), { id: "saved" }),
      );
    },
  };
}

/** In a message's toolbar: keep it, and be reminded of it. */
export function SaveMessage({ seq, onOpenChange }: { seq: number; onOpenChange(open: boolean): void }) {
  const t = useTranslations("later.action");
  const context = useSavedActions(useRoomId(), seq, false);
  const shown = SAVED_ACTIONS.filter((action) => action.isShown(context));
  const [toggle, ...reminders] = shown;
  if (!toggle) return null;
  const Icon = context.saved ? BookmarkCheck : Bookmark;
  return (
    <>
      <Hint text={t(toggle.label)} keys="S">
        <Button
          variant="ghost"
          size="icon-sm"
          data-save
          aria-label={t(toggle.label)}
          aria-pressed={context.saved !== null}
          onClick={() => toggle.run(context)}
        >
          <Icon aria-hidden />
        </Button>
      </Hint>
      <DropdownMenu onOpenChange={onOpenChange}>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon-sm" aria-label={t("remind")} title={t("remind")}>
            <Clock aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuLabel>{t("remind")}</DropdownMenuLabel>
          {reminders.map((action) => (
            <DropdownMenuItem key={action.id} onSelect={() => action.run(context)}>
              <action.icon aria-hidden />
              {t(action.label)}
            </DropdownMenuItem>
          ))}
        </DropdownMenuContent>
      </DropdownMenu>
    </>
  );
}

/** Under a message that is kept for later. */
export function SavedMark({ seq }: { seq: number }) {
  const t = useTranslations("later.action");
  const momentText = useMomentText();
  const saved = useSaved(useRoomId(), seq);
  if (!saved || saved.done) return null;
  return (
    <p data-slot="saved-mark" className="flex items-center gap-1 text-xs text-muted-foreground">
      <Bookmark aria-hidden className="size-3.5!" />
      {saved.remindAt === null ? t("markSaved") : t("markReminder", { when: momentText(saved.remindAt) })}
    </p>
  );
}
