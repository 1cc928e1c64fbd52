"use client";

import { Check, Copy, Link2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { memo, useState, type KeyboardEvent } from "react";
import { characterKeysOn } from "@/components/frame/character-keys";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/sonner";
import { Hint } from "@/components/ui/tooltip";
import type { MessageView } from "@/lib/rooms/protocol";
import { cn } from "@/lib/ui/cn";
import { EmojiButton } from "./emoji-button";
import { MessageBody } from "./message-body";
import { Reactions } from "./reactions";
import { useRoom, useRoomActions, useRoomId } from "./room-context";
import { useNameOf, useRoomHref, useRooms } from "./rooms-provider";
import { SavedMark, SaveMessage } from "./save-message";
import { MessageTime } from "./times";

export interface MessageRowProps {
  rowKey: string;
  message: MessageView;
  /** The first of its group: carries name and time. */
  head: boolean;
  /** Reached by a link: marked for a moment. */
  marked: boolean;
  /** The one row of the list that Tab reaches. */
  tabStop: boolean;
}

/** One message. Hover or focus shows what can be done with it. */
export const MessageRow = memo(function MessageRow({ rowKey, message, head, marked, tabStop }: MessageRowProps) {
  const t = useTranslations("rooms.message");
  const nameOf = useNameOf();
  const { people } = useRooms();
  const { react } = useRoomActions();
  const readOnly = useRoom(({ view }) => view.gone || view.meta?.archivedAt != null);
  const copies = useCopies(message);
  const [hovered, setHovered] = useState(false);
  const [focused, setFocused] = useState(false);
  const [picking, setPicking] = useState(false);
  const deleted = message.deletedAt !== null;
  const name = nameOf(message.author);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (
      event.target !== event.currentTarget ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      deleted ||
      !characterKeysOn()
    )
      return;
    const key = event.key.toLowerCase();
    if (key === "r" && !readOnly)
      event.currentTarget.querySelector<HTMLElement>("[data-toolbar] [data-emoji]")?.click();
    else if (key === "s") event.currentTarget.querySelector<HTMLElement>("[data-toolbar] [data-save]")?.click();
    else if (key === "c") void copies.text();
    else if (key === "l") void copies.link();
    else return;
    event.preventDefault();
  };

  return (
    // Keys act on the message that has the focus; everything they do is in its toolbar too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <article
      data-slot="message"
      data-key={rowKey}
      data-seq={message.seq}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- messages are walked with the arrow keys
      tabIndex={tabStop ? 0 : -1}
      aria-label={t("label", { name, deleted: String(deleted) })}
      onKeyDown={onKeyDown}
      // A finger does not hover: a tap puts the focus here, which shows the same.
      onPointerEnter={(event) => setHovered(event.pointerType === "mouse")}
      onPointerLeave={() => setHovered(false)}
      onFocus={() => setFocused(true)}
      onBlur={(event) => setFocused(event.currentTarget.contains(event.relatedTarget))}
      className={cn(
        "group/message relative grid grid-cols-[2.25rem_minmax(0,1fr)] gap-x-2.5 px-4 py-0.5 -outline-offset-2 transition-colors",
        head && "mt-2 pt-1",
        (hovered || picking) && "bg-muted",
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
        {head ? (
          <div className="flex min-w-0 items-baseline gap-2">
            <span className="truncate text-base leading-5 font-semibold">{name}</span>
            <MessageTime at={message.at} />
          </div>
        ) : null}
        {message.thread === null || !head ? null : <ReplyTo seq={message.thread} />}
        {deleted ? (
          <p className="text-base text-muted-foreground italic">{t("deleted")}</p>
        ) : (
          <>
            <MessageBody body={message.body} />
            {message.editedAt === null ? null : <span className="text-xs text-muted-foreground">{t("edited")}</span>}
            <SavedMark seq={message.seq} />
            <Reactions seq={message.seq} reactions={message.reactions} disabled={readOnly} />
          </>
        )}
      </div>
      {(hovered || focused || picking) && !deleted ? (
        <div
          data-toolbar
          role="toolbar"
          aria-label={t("toolbar")}
          className="absolute end-4 -top-3 z-10 flex rounded-md bg-popover p-0.5 shadow-float"
        >
          {readOnly ? null : (
            <EmojiButton
              label={t("react")}
              keys="R"
              onPick={(emoji) => react(message.seq, emoji)}
              onOpenChange={setPicking}
              className="size-7"
            />
          )}
          <SaveMessage seq={message.seq} onOpenChange={setPicking} />
          <ToolbarCopy
            label={t("copyText")}
            keys="C"
            copied={copies.copied === "text"}
            onClick={copies.text}
            icon={Copy}
          />
          <ToolbarCopy
            label={t("copyLink")}
            keys="L"
            copied={copies.copied === "link"}
            onClick={copies.link}
            icon={Link2}
          />
        </div>
      ) : null}
    </article>
  );
});

function ToolbarCopy({
  label,
  keys,
  copied,
  onClick,
  icon: Icon,
}: {
  label: string;
  keys: string;
  copied: boolean;
  onClick(): Promise<void>;
  icon: typeof Copy;
}) {
  return (
    <Hint text={label} keys={keys}>
      <Button variant="ghost" size="icon-sm" aria-label={label} onClick={onClick}>
        {copied ? <Check aria-hidden /> : <Icon aria-hidden />}
      </Button>
    </Hint>
  );
}

/** What a reply answers, in one line that leads there. */
function ReplyTo({ seq }: { seq: number }) {
  const t = useTranslations("rooms.message");
  const root = useRoom(({ view }) => view.messages.get(seq));
  const nameOf = useNameOf();
  const { jumpTo } = useRoomActions();
  const text = root ? (root.deletedAt === null ? root.body.slice(0, 200).replaceAll("\n", " ") : t("deleted")) : null;
  return (
    <button
      type="button"
      onClick={() => void jumpTo(seq)}
      className="flex max-w-full cursor-pointer items-baseline gap-1 rounded-sm text-xs text-muted-foreground hover:text-foreground"
    >
      <span className="shrink-0">{root ? t("replyTo", { name: nameOf(root.author) }) : t("replyToEarlier")}</span>
      {text ? <span className="min-w-0 truncate">{text}</span> : null}
    </button>
  );
}

const COPIED_MS = 1_500;

function useCopies(message: MessageView) {
  const t = useTranslations("rooms.message");
  const hrefOf = useRoomHref();
  const room = useRoomId();
  const [copied, setCopied] = useState<"text" | "link" | null>(null);
  const copy = async (what: "text" | "link", value: string) => {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(what);
      setTimeout(() => setCopied(null), COPIED_MS);
      toast(t(what === "text" ? "textCopied" : "linkCopied"), { id: "copied", duration: COPIED_MS });
    } catch {
      toast.error(t("copyRefused"), { id: "copied" });
    }
  };
  return {
    copied,
    text: () => copy("text", message.body),
    link: () => copy("link", `${window.location.origin}${hrefOf(room)}?message=${message.seq}`),
  };
}
