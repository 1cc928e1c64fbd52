"use client";

import { CalendarClock } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { useDialogs } from "@/components/chat/dialogs";
import { useRooms } from "@/components/chat/rooms-provider";
import { useFaultOf } from "@/components/chat/use-act";
import { useGo } from "@/components/frame/use-go";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuShortcut,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { toast } from "@/components/ui/sonner";
import { newId, type ClientId, type RoomId } from "@/lib/platform/ids";
import { normaliseBody } from "@/lib/rooms/core/text";
import { momentOfChoice, useChoiceText, useMomentText } from "./use-moments";

const CHOICES = ["tomorrow", "monday"] as const;

/** The menu beside the send button: the same message, at another time. What is written stays until it is kept for then. */
export function SendLater({
  room,
  thread,
  text,
  onScheduled,
}: {
  room: RoomId;
  thread: number | null;
  text: string;
  onScheduled(): void;
}) {
  const t = useTranslations("later.send");
  const choiceText = useChoiceText();
  const dialogs = useDialogs();
  const [open, setOpen] = useState(false);
  const schedule = useSchedule(room, thread, text, onScheduled);
  if (!normaliseBody(text).ok) return null;
  return (
    <DropdownMenu open={open} onOpenChange={setOpen}>
      <DropdownMenuTrigger asChild>
        <Button
          variant="ghost"
          size="icon"
          aria-label={t("menu")}
          title={t("menu")}
          className="size-8 text-muted-foreground pointer-coarse:size-10"
        >
          <CalendarClock aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      {open ? (
        <DropdownMenuContent align="end" side="top" className="w-60">
          <DropdownMenuLabel>{t("label")}</DropdownMenuLabel>
          {CHOICES.map((choice) => {
            const { label, when } = choiceText(choice);
            return (
              <DropdownMenuItem key={choice} onSelect={() => void schedule(momentOfChoice(choice))}>
                {label}
                <DropdownMenuShortcut>{when}</DropdownMenuShortcut>
              </DropdownMenuItem>
            );
          })}
          <DropdownMenuSeparator />
          <DropdownMenuItem
            onSelect={() => dialogs.open({ kind: "moment", what: "send", onPick: (at) => void schedule(at) })}
          >
            {t("custom")}
          </DropdownMenuItem>
        </DropdownMenuContent>
      ) : null}
    </DropdownMenu>
  );
}

function useSchedule(room: RoomId, thread: number | null, text: string, onScheduled: () => void) {
  const t = useTranslations("later.send");
  const { laterApi, tenant } = useRooms();
  const momentText = useMomentText();
  const faultOf = useFaultOf();
  const go = useGo();
  // The same text asked for again after a lost answer is the same message.
  const known = useRef<{ body: string; clientId: ClientId } | null>(null);
  return async (at: number) => {
    const body = normaliseBody(text);
    if (!body.ok) return;
    if (known.current?.body !== body.text) known.current = { body: body.text, clientId: newId<ClientId>() };
    const { clientId } = known.current;
    try {
      await laterApi.schedule({ clientId, room, thread, body: body.text, at });
      known.current = null;
      onScheduled();
      toast(t("done", { when: momentText(at) }), {
        action: { label: t("show"), onClick: () => go(`/${tenant}/later?show=scheduled`) },
      });
    } catch (error) {
      toast.error(t("failed", { reason: faultOf(error).message }));
    }
  };
}
