"use client";

import { MessagesSquare } from "lucide-react";
import { useTranslations } from "next-intl";
import { useGo } from "@/components/frame/use-go";
import { Badge } from "@/components/ui/badge";
import type { InboxRoom } from "@/lib/rooms/protocol";
import { cn } from "@/lib/ui/cn";
import { useUnreadThreads } from "./followed-threads";
import { plainClick, useAtThreads } from "./room-path";
import { useRoomHref } from "./rooms-provider";

/** What waits in a room: a number where it concerns me (mentions, direct messages), a dot for other news. */
export function RoomBadge({ room }: { room: InboxRoom }) {
  const t = useTranslations("rooms.sidebar");
  const waiting = room.kind === "dm" ? room.unread : room.mentions;
  return (
    <>
      {waiting > 0 ? (
        <Badge variant="count" aria-hidden data-slot="room-count">
          {capped(waiting)}
        </Badge>
      ) : (
        <span aria-hidden data-slot="room-dot" className="me-1 size-2 shrink-0 rounded-full bg-primary" />
      )}
      <span className="sr-only">
        {t("unread", { count: room.unread })}
        {room.mentions > 0 ? `, ${t("mentions", { count: room.mentions })}` : ""}
      </span>
    </>
  );
}

/** The way to the threads I follow, with how many have something new. */
export function ThreadsEntry() {
  const t = useTranslations("threads.page");
  const unread = useUnreadThreads();
  const current = useAtThreads();
  const href = useRoomHref()("threads");
  const go = useGo();
  return (
    <a
      href={href}
      data-row
      data-slot="sidebar-threads"
      data-unread={unread > 0}
      aria-current={current ? "page" : undefined}
      onClick={(event) => {
        if (!plainClick(event)) return;
        event.preventDefault();
        go(href);
      }}
      className={cn(
        "mb-3 flex h-7 items-center gap-2 rounded-sm px-2 text-sidebar-foreground pointer-coarse:h-10",
        "hover:bg-sidebar-accent hover:text-sidebar-accent-foreground",
        unread > 0 && "font-semibold text-foreground",
        current && "bg-selected text-selected-foreground hover:bg-selected hover:text-selected-foreground",
      )}
    >
      <span className="inline-flex size-5 shrink-0 items-center justify-center text-muted-foreground">
        <MessagesSquare aria-hidden />
      </span>
      <span className="min-w-0 flex-1 truncate">{t("title")}</span>
      {unread > 0 ? (
        <>
          <Badge variant="count" aria-hidden>
            {capped(unread)}
          </Badge>
          <span className="sr-only">{t("unread", { count: unread })}</span>
        </>
      ) : null}
    </a>
  );
}

function capped(count: number): string {
  return count >= 100 ? "99+" : String(count);
}
