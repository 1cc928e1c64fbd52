"use client";

import { Pin } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { memo, useRef, useState, type FocusEvent, type KeyboardEvent } from "react";
import { MessageFiles } from "@/components/files/message-files";
import { Avatar } from "@/components/ui/avatar";
import type { MessageView } from "@/lib/rooms/protocol";
import { cn } from "@/lib/ui/cn";
import { ChangeNotes } from "./change-note";
import { MessageControls, type MessageControlsHandle } from "./message-actions";
import { LinkPreviews } from "./link-previews";
import { MessageBody } from "./message-body";
import { MessageEditor } from "./message-editor";
import { Reactions } from "./reactions";
import { ReplySummary, ReplyTo } from "./reply-parts";
import { useRoom } from "./room-context";
import { useEditing, type MessagePlace } from "./room-ui";
import { useNameOf, useRooms } from "./rooms-provider";
import { SeenLine } from "./seen-by";
import { SavedMark } from "./save-message";
import { MessageTime } from "./times";
import { useLongPress } from "./use-long-press";

export interface MessageRowProps {
  rowKey: string;
  message: MessageView;
  /** The first of its group: carries name and time. */
  head: boolean;
  /** Reached by a link: marked for a moment. */
  marked: boolean;
  /** The one row of the list that Tab reaches. */
  tabStop: boolean;
  place?: MessagePlace;
}

/** One message. Hover or focus shows what can be done with it; so does a long press. */
export const MessageRow = memo(function MessageRow({
  rowKey,
  message,
  head,
  marked,
  tabStop,
  place = "room",
}: MessageRowProps) {
  const t = useTranslations("rooms.message");
  const nameOf = useNameOf();
  const { people, viewer } = useRooms();
  const readOnly = useRoom(({ view }) => view.gone || view.meta?.archivedAt != null);
  const editing = useEditing(message.seq, place);
  const controls = useRef<MessageControlsHandle>(null);
  const { hovered, focused, held, setHeld, pointing } = usePointing();
  const press = useLongPress(() => controls.current?.openMenu());
  const deleted = message.deletedAt !== null;
  const name = nameOf(message.author);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target === event.currentTarget) controls.current?.onKeyDown(event);
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- all that the keys do is in its toolbar too
    <article
      data-slot="message"
      data-key={rowKey}
      data-seq={message.seq}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- messages are walked with the arrow keys
      tabIndex={tabStop ? 0 : -1}
      aria-label={t("label", { name, deleted: String(deleted) })}
      onKeyDown={onKeyDown}
      {...pointing}
      {...(deleted || editing ? {} : press)}
      className={cn(
        "group/message relative grid grid-cols-[2.25rem_minmax(0,1fr)] gap-x-2.5 px-4 py-0.5 -outline-offset-2 transition-colors",
        // A long press opens the sheet, and selects nothing.
        !editing && "pointer-coarse:select-none",
        head && "mt-2 pt-1",
        (hovered || held) && "bg-muted",
        message.pinned && !deleted && "bg-warning-soft/40",
        marked && "bg-mention",
      )}
    >
      {head ? (
        <Avatar
          name={name}
          colorKey={message.author}
          image={people.get(message.author)?.image ?? null}
          className="mt-0.5"
        />
      ) : (
        <MessageTime
          at={message.at}
          className={cn(
            "pt-[0.1875rem] text-center text-[0.625rem] whitespace-nowrap",
            hovered || focused ? "opacity-100" : "opacity-0",
          )}
        />
      )}
      <div className="min-w-0">
        {message.pinned && !deleted ? <PinnedBy by={message.pinned.by} /> : null}
        {head ? (
          <div className="flex min-w-0 items-baseline gap-2">
            <span className="truncate text-base leading-5 font-semibold">{name}</span>
            <MessageTime at={message.at} />
          </div>
        ) : null}
        <ReplyTo message={message} place={place} head={head} />
        {editing ? (
          <MessageEditor message={message} editing={editing} />
        ) : deleted ? (
          <p className="text-base text-muted-foreground italic">{t("deleted")}</p>
        ) : (
          <>
            {message.body === "" ? null : <MessageBody body={message.body} />}
            <MessageFiles files={message.files} />
            <LinkPreviews message={message} />
            {message.editedAt === null ? null : <Edited at={message.editedAt} />}
            <SavedMark seq={message.seq} />
            <Reactions seq={message.seq} reactions={message.reactions} disabled={readOnly} />
          </>
        )}
        {editing ? null : <ChangeNotes message={message} />}
        {place === "room" && message.replies ? <ReplySummary message={message} /> : null}
        {message.author === viewer.person && !deleted && place === "room" ? <SeenLine message={message} /> : null}
      </div>
      {(hovered || focused || held) && !deleted && !editing ? (
        <MessageControls ref={controls} message={message} place={place} onHold={setHeld} />
      ) : null}
    </article>
  );
});

/** Whether the row is pointed at, has the focus, or holds something open. */
function usePointing() {
  const [hovered, setHovered] = useState(false);
  const [focused, setFocused] = useState(false);
  const [held, setHeld] = useState(false);
  const pointing = {
    // A finger does not hover: a tap puts the focus here, which shows the same.
    onPointerEnter: (event: React.PointerEvent) => setHovered(event.pointerType === "mouse"),
    // A row that came under a pointer standing still heard no entering.
    onPointerMove: (event: React.PointerEvent) => setHovered(event.pointerType === "mouse"),
    onPointerLeave: () => setHovered(false),
    onFocus: () => setFocused(true),
    onBlur: (event: FocusEvent<HTMLElement>) => setFocused(event.currentTarget.contains(event.relatedTarget)),
  };
  return { hovered, focused, held, setHeld, pointing };
}

function PinnedBy({ by }: { by: NonNullable<MessageView["pinned"]>["by"] }) {
  const t = useTranslations("threads.pins");
  const nameOf = useNameOf();
  return (
    <p data-slot="pinned" className="flex items-center gap-1 text-xs text-muted-foreground">
      <Pin aria-hidden className="size-3! text-warning" />
      {t("pinnedBy", { name: nameOf(by) })}
    </p>
  );
}

/** Says so, and when, on hover. */
function Edited({ at }: { at: number }) {
  const t = useTranslations("rooms.message");
  const format = useFormatter();
  return (
    <time
      data-slot="edited"
      dateTime={new Date(at).toISOString()}
      title={format.dateTime(at, { dateStyle: "full", timeStyle: "medium" })}
      className="text-xs text-muted-foreground"
    >
      {t("edited")}
    </time>
  );
}
