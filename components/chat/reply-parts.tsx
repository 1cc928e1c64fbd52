"use client";

import { useFormatter, useNow, useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import { readUpToOf } from "@/lib/rooms/client/followed-threads";
import { messageWords } from "@/lib/rooms/client/message-words";
import type { MessageView, RepliesView } from "@/lib/rooms/protocol";
import { cn } from "@/lib/ui/cn";
import { useFollowed } from "./followed-threads";
import { useRoom, useRoomId } from "./room-context";
import { plainClick } from "./room-path";
import type { MessagePlace } from "./room-ui";
import { useNameOf, useRoomHref, useRooms } from "./rooms-provider";
import { panelQuery, usePanel } from "./use-panel";

/** What a reply in the room answers, in one line that leads to the thread; in the thread, that the room has it too. */
export function ReplyTo({ message, place, head }: { message: MessageView; place: MessagePlace; head: boolean }) {
  const t = useTranslations("threads.reply");
  if (message.thread === null || message.deletedAt !== null) return null;
  if (place === "room") return head ? <RootLine root={message.thread} reply={message.seq} /> : null;
  return message.inRoom ? <p className="text-xs text-muted-foreground">{t("alsoInRoom")}</p> : null;
}

function RootLine({ root: seq, reply }: { root: number; reply: number }) {
  const t = useTranslations("rooms.message");
  const root = useRoom(({ view }) => view.messages.get(seq));
  const nameOf = useNameOf();
  const { open } = usePanel();
  const text = root
    ? root.deletedAt === null
      ? messageWords(root).slice(0, 200).replaceAll("\n", " ")
      : t("deleted")
    : null;
  return (
    <button
      type="button"
      onClick={() => open({ kind: "thread", root: seq, reply })}
      className="flex max-w-full cursor-pointer items-baseline gap-1 rounded-sm text-xs text-muted-foreground hover:text-foreground"
    >
      <span className="shrink-0">{root ? t("replyTo", { name: nameOf(root.author) }) : t("replyToEarlier")}</span>
      {text ? <span className="min-w-0 truncate">{text}</span> : null}
    </button>
  );
}

const FACES_SHOWN = 3;

/** Under a thread's first message: who replied, how often, when last, and whether I have read it all. */
export function ReplySummary({ message }: { message: MessageView }) {
  const t = useTranslations("threads.reply");
  const { people } = useRooms();
  const nameOf = useNameOf();
  const { open, panel } = usePanel();
  const href = `${useRoomHref()(useRoomId())}?${panelQuery({ kind: "thread", root: message.seq })}`;
  const unread = useHasUnread(message);
  const { replies } = message;
  if (!replies) return null;
  const shown = panel?.kind === "thread" && panel.root === message.seq;
  return (
    <a
      href={href}
      data-slot="replies"
      data-unread={unread}
      aria-current={shown || undefined}
      onClick={(event) => {
        if (!plainClick(event)) return;
        event.preventDefault();
        open({ kind: "thread", root: message.seq });
      }}
      className={cn(
        "mt-1 inline-flex min-h-7 max-w-full items-center gap-2 rounded-md border border-transparent py-0.5 ps-0.5 pe-2 text-xs hover:border-border hover:bg-background pointer-coarse:min-h-9",
        shown && "border-border bg-background",
      )}
    >
      <span aria-hidden className="flex shrink-0 gap-0.5">
        {replies.people.slice(0, FACES_SHOWN).map((person) => (
          <Avatar
            key={person}
            size="xs"
            name={nameOf(person)}
            colorKey={person}
            image={people.get(person)?.image ?? null}
          />
        ))}
      </span>
      <span className={cn("shrink-0 text-primary", unread ? "font-semibold" : "font-medium")}>
        {t("count", { count: replies.count })}
      </span>
      {unread ? (
        <>
          <span aria-hidden className="size-2 shrink-0 rounded-full bg-primary" />
          <span className="sr-only">{t("unread")}</span>
        </>
      ) : null}
      <LastReply replies={replies} short />
    </a>
  );
}

/** When the last reply came; with how many there are, unless that stands beside it. */
export function LastReply({ replies, short = false }: { replies: RepliesView; short?: boolean }) {
  const t = useTranslations("threads.reply");
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const when = t("last", { when: format.relativeTime(Math.min(replies.lastAt, now.getTime()), now) });
  return (
    <span className="min-w-0 truncate text-xs text-muted-foreground">
      {short ? when : `${t("count", { count: replies.count })}, ${when}`}
    </span>
  );
}

/** Whether a thread that I follow has replies I have not read: from the thread where it is open, else from my list. */
function useHasUnread({ seq, replies }: MessageView): boolean {
  const room = useRoomId();
  const open = useRoom(({ view }) => view.threads.get(seq));
  const listed = useFollowed((state) => readUpToOf(state, room, seq));
  const upTo = open?.following ? Math.max(open.upTo, listed ?? 0) : listed;
  return replies !== null && upTo !== null && replies.lastSeq > upTo;
}
