"use client";

import { ArrowLeft } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { Main, MainHeader } from "@/components/frame/place";
import { useGo } from "@/components/frame/use-go";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import type { FollowedThread } from "@/lib/rooms/protocol";
import { messageWords } from "@/lib/rooms/client/message-words";
import { withNames } from "@/lib/rooms/client/plain-text";
import { cn } from "@/lib/ui/cn";
import { FaultNote } from "./fault-note";
import { useFollowed, useFollowedStore } from "./followed-threads";
import { LastReply } from "./reply-parts";
import { plainClick } from "./room-path";
import { useInbox, useNameOf, useRoomHref, useRoomName, useRooms } from "./rooms-provider";
import { useFaultOf } from "./use-act";
import { panelQuery } from "./use-panel";
import { useNames } from "./use-names";

/** The threads I follow in all rooms, unread first. */
export function ThreadsMain() {
  const t = useTranslations("threads.page");
  const { tenant, tenantName } = useRooms();
  const go = useGo();
  const store = useFollowedStore();
  useEffect(() => void store.refresh(), [store]);
  useEffect(() => {
    document.title = `${t("title")} · ${tenantName}`;
  }, [t, tenantName]);
  return (
    <Main>
      <MainHeader>
        <Button
          variant="ghost"
          size="icon"
          className="md:hidden"
          aria-label={t("back")}
          onClick={() => go(`/${tenant}/rooms`)}
        >
          <ArrowLeft aria-hidden className="rtl:rotate-180" />
        </Button>
        <h1 className="text-base font-semibold">{t("title")}</h1>
      </MainHeader>
      <Threads />
    </Main>
  );
}

function Threads() {
  const t = useTranslations("threads.page");
  const store = useFollowedStore();
  const faultOf = useFaultOf();
  const threads = useFollowed((state) => state.threads);
  const failed = useFollowed((state) => (state.load === "failed" ? state.error : null));
  const more = useFollowed((state) => state.more);
  const hasMore = useFollowed((state) => state.nextCursor !== null);
  const retry = (
    <Button variant="outline" size="sm" onClick={() => void store.refresh()}>
      {t("retry")}
    </Button>
  );
  const fault = failed ? (
    <div className="flex max-w-lg flex-col items-start gap-2 p-4">
      <FaultNote fault={faultOf(failed)} />
      {retry}
    </div>
  ) : null;
  if (threads === null) return fault ?? <ThreadsSkeleton />;
  if (threads.length === 0) {
    return (
      <>
        {fault}
        <EmptyState title={t("none")}>
          <p>{t("noneBody")}</p>
        </EmptyState>
      </>
    );
  }
  return (
    <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto overscroll-contain">
      {fault}
      <ul aria-label={t("list")} className="divide-y">
        {threads.map((thread) => (
          <ThreadItem key={`${thread.roomId}:${thread.root.seq}`} thread={thread} />
        ))}
      </ul>
      {hasMore ? (
        <div className="flex items-center gap-2 p-4 text-sm text-muted-foreground">
          {more === "failed" ? <span role="alert">{t("moreFailed")}</span> : null}
          <Button variant="outline" size="sm" pending={more === "loading"} onClick={() => void store.loadMore()}>
            {more === "failed" ? t("retry") : t("more")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function ThreadItem({ thread: { roomId, root, unread } }: { thread: FollowedThread }) {
  const t = useTranslations("threads.page");
  const names = useNames();
  const { people } = useRooms();
  const nameOf = useNameOf();
  const roomName = useRoomName();
  const room = useInbox(({ view }) => view.rooms.get(roomId));
  const href = `${useRoomHref()(roomId)}?${panelQuery({ kind: "thread", root: root.seq })}`;
  const go = useGo();
  // A room left meanwhile: the list is read again in a moment.
  if (!room) return null;
  const name = nameOf(root.author);
  const count = unread >= 100 ? "99+" : String(unread);
  return (
    <li>
      <a
        href={href}
        data-slot="followed-thread"
        data-unread={unread > 0}
        onClick={(event) => {
          if (!plainClick(event)) return;
          event.preventDefault();
          go(href);
        }}
        className="grid grid-cols-[2.25rem_minmax(0,1fr)_auto] items-start gap-x-2.5 px-4 py-3 -outline-offset-2 hover:bg-muted"
      >
        <Avatar name={name} colorKey={root.author} image={people.get(root.author)?.image ?? null} />
        <span className="flex min-w-0 flex-col gap-0.5">
          <span className={cn("truncate text-sm", unread > 0 && "font-semibold")}>
            {t("in", { name, room: roomName(room) })}
          </span>
          <span
            className={cn(
              "line-clamp-2 max-w-[46rem] text-base [overflow-wrap:anywhere]",
              root.deletedAt !== null && "text-muted-foreground italic",
            )}
          >
            {root.deletedAt === null ? withNames(messageWords(root), names) : t("deleted")}
          </span>
          {root.replies ? <LastReply replies={root.replies} /> : null}
        </span>
        {unread > 0 ? (
          <>
            <Badge variant="count" aria-hidden>
              {count}
            </Badge>
            <span className="sr-only">{t("newReplies", { count: unread })}</span>
          </>
        ) : null}
      </a>
    </li>
  );
}

function ThreadsSkeleton() {
  const t = useTranslations("threads.page");
  return (
    <div aria-busy className="flex flex-col gap-6 p-4">
      <span className="sr-only" role="status">
        {t("loading")}
      </span>
      {["w-4/5", "w-3/5", "w-2/3"].map((width) => (
        <div key={width} className="grid grid-cols-[2.25rem_minmax(0,1fr)] gap-x-2.5">
          <Skeleton className="size-9 rounded-md" />
          <div className="flex flex-col gap-2 pt-1">
            <Skeleton className="h-3 w-40" />
            <Skeleton className={`h-3.5 ${width}`} />
          </div>
        </div>
      ))}
    </div>
  );
}
