"use client";

import { useTranslations } from "next-intl";
import { useRef } from "react";
import { useDialogs } from "@/components/chat/dialogs";
import { useRooms } from "@/components/chat/rooms-provider";
import { useFaultOf } from "@/components/chat/use-act";
import { useUploads } from "@/components/files/use-uploads";
import { useGo } from "@/components/frame/use-go";
import {
  DropdownMenuGroup,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuShortcut,
} from "@/components/ui/dropdown-menu";
import { toast } from "@/components/ui/sonner";
import { newId, type ClientId, type RoomId } from "@/lib/platform/ids";
import { normaliseBody } from "@/lib/rooms/core/text";
import { distinctChoices, momentOfChoice, useChoiceText, useMomentText } from "./use-moments";

const CHOICES = ["tomorrow", "monday"] as const;

/** What stands in the composer. */
export interface LaterMessage {
  room: RoomId;
  thread: number | null;
  text: string;
  onScheduled(): void;
}

/** In the menu beside the send button: the same message, at another time. What is written stays until it is kept for then. */
export function SendLaterItems({ message }: { message: LaterMessage }) {
  const t = useTranslations("later.send");
  const choiceText = useChoiceText();
  const dialogs = useDialogs();
  const schedule = useSchedule(message);
  const withFiles = useUploads(({ uploads }) => uploads.length > 0);
  const ready = normaliseBody(message.text).ok && !withFiles;
  return (
    <>
      <DropdownMenuGroup aria-label={t("label")}>
        <DropdownMenuLabel>{t("label")}</DropdownMenuLabel>
        {ready ? (
          <>
            {distinctChoices(CHOICES).map((choice) => {
              const { label, when } = choiceText(choice);
              return (
                <DropdownMenuItem key={choice} onSelect={() => void schedule(momentOfChoice(choice))}>
                  {label}
                  <DropdownMenuShortcut>{when}</DropdownMenuShortcut>
                </DropdownMenuItem>
              );
            })}
            <DropdownMenuItem
              onSelect={() => dialogs.open({ kind: "moment", what: "send", onPick: (at) => void schedule(at) })}
            >
              {t("custom")}
            </DropdownMenuItem>
          </>
        ) : (
          <DropdownMenuItem disabled className="whitespace-normal">
            {t(withFiles ? "noFiles" : "noText")}
          </DropdownMenuItem>
        )}
      </DropdownMenuGroup>
      <DropdownMenuSeparator />
    </>
  );
}

function useSchedule({ room, thread, text, onScheduled }: LaterMessage) {
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
