"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { RoomIcon } from "@/components/chat/room-icon";
import { useInbox, useRoomHref, useRoomName } from "@/components/chat/rooms-provider";
import { plainClick } from "@/components/chat/room-path";
import { useGo } from "@/components/frame/use-go";
import type { RoomId } from "@/lib/platform/ids";

/** One thing kept for later: the room it is about, what it says, what can be done with it. */
export function LaterRow({
  room,
  seq,
  aside,
  actions,
  children,
}: {
  room: RoomId;
  /** The message to lead to. */
  seq?: number;
  aside?: ReactNode;
  actions: ReactNode;
  children: ReactNode;
}) {
  const t = useTranslations("later.page");
  const entry = useInbox(({ view }) => view.rooms.get(room));
  const roomName = useRoomName();
  const hrefOf = useRoomHref();
  const go = useGo();
  const href = seq === undefined ? hrefOf(room) : `${hrefOf(room)}?message=${seq}`;
  const name = entry ? roomName(entry) : t("unknownRoom");
  return (
    <li data-slot="later-row" className="flex max-w-4xl flex-col gap-1 border-b px-4 py-3 max-md:px-3">
      <div className="flex min-w-0 items-center gap-2">
        {entry ? <RoomIcon room={entry} /> : null}
        {entry ? (
          <a
            href={href}
            aria-label={t("openNamed", { room: name })}
            className="min-w-0 truncate font-semibold hover:underline"
            onClick={(event) => {
              if (!plainClick(event)) return;
              event.preventDefault();
              go(href);
            }}
          >
            {name}
          </a>
        ) : (
          <span className="min-w-0 truncate text-muted-foreground">{name}</span>
        )}
        <span className="ms-auto shrink-0 ps-2 text-xs text-muted-foreground">{aside}</span>
      </div>
      <div className="min-w-0 text-base [overflow-wrap:anywhere]">{children}</div>
      <div className="-ms-2 flex flex-wrap items-center gap-1">{actions}</div>
    </li>
  );
}
