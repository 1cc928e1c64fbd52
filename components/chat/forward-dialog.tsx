"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormDialog } from "@/components/frame/form-dialog";
import { useGo } from "@/components/frame/use-go";
import { Field } from "@/components/ui/field";
import { toast } from "@/components/ui/sonner";
import { Textarea } from "@/components/ui/textarea";
import type { RoomId } from "@/lib/platform/ids";
import { messageWords } from "@/lib/rooms/client/message-words";
import { withNames } from "@/lib/rooms/client/plain-text";
import { quoteOf } from "@/lib/rooms/client/quote";
import { normaliseBody } from "@/lib/rooms/core/text";
import { LIMITS, type MessageView } from "@/lib/rooms/protocol";
import { RoomPicker } from "./room-picker";
import { useInbox, useNameOf, useRoomHref, useRoomName, useRooms } from "./rooms-provider";
import { useNames } from "./use-names";

/** Sends a message on to another room: what I say about it, the quote, and the way to where it was written. */
export function ForwardDialog({ message, link, onClose }: { message: MessageView; link: string; onClose: () => void }) {
  const t = useTranslations("threads.forward");
  const { sessions } = useRooms();
  const nameOf = useNameOf();
  const roomName = useRoomName();
  const rooms = useInbox(({ view }) => view.rooms);
  const hrefOf = useRoomHref();
  const go = useGo();
  const [room, setRoom] = useState<RoomId | null>(null);
  const [comment, setComment] = useState("");
  const [fault, setFault] = useState<"room" | "too_long" | null>(null);
  const words = withNames(messageWords(message), useNames());
  const quote = quoteOf(words, { from: t("from", { name: nameOf(message.author) }), link });

  const send = () => {
    const target = room === null ? undefined : rooms.get(room);
    if (!target) return setFault("room");
    const body = normaliseBody([comment.trim(), quote].filter(Boolean).join("\n\n"));
    if (!body.ok) return setFault("too_long");
    sessions.get(target.roomId).actions.write(body.text);
    sessions.sendUnsent();
    onClose();
    toast(t("sent", { room: roomName(target) }), {
      action: { label: t("open"), onClick: () => go(hrefOf(target.roomId)) },
    });
  };

  return (
    <FormDialog
      title={t("title")}
      description={t("description")}
      submit={t("submit")}
      cancel={t("cancel")}
      onSubmit={send}
      onClose={onClose}
    >
      <Field label={t("room")} error={fault === "room" && room === null ? t("noRoom") : undefined} required>
        <RoomPicker
          picked={room}
          onChange={(next) => {
            setRoom(next);
            setFault(null);
          }}
        />
      </Field>
      <Field
        label={t("comment")}
        error={fault === "too_long" ? t("tooLong", { max: LIMITS.bodyCharsMax }) : undefined}
        optional
      >
        <Textarea
          name="comment"
          rows={2}
          className="max-h-40"
          value={comment}
          onChange={(event) => {
            setComment(event.target.value);
            setFault(null);
          }}
        />
      </Field>
      <blockquote
        aria-label={t("quote")}
        className="scroll-quiet max-h-32 overflow-y-auto border-s-2 ps-3 text-sm [overflow-wrap:anywhere] whitespace-pre-wrap text-muted-foreground"
      >
        <span className="font-medium">{t("from", { name: nameOf(message.author) })}</span>
        {"\n"}
        {words}
      </blockquote>
    </FormDialog>
  );
}
