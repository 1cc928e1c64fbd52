"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import type { RoomEvent } from "@/lib/rooms/protocol";
import type { LoadState } from "@/lib/rooms/client/room-view";
import { useRoom } from "./room-context";
import { RoomIntro } from "./room-intro";
import { useNameOf } from "./rooms-provider";
import { MessageTime, useDayName } from "./times";

/** A line across with a word on it: a day, or where the unread begins. */
export function Divider({ tone, children }: { tone: "day" | "unread"; children: ReactNode }) {
  const line = <span className={tone === "unread" ? "h-px flex-1 bg-primary" : "h-px flex-1 bg-border"} />;
  return (
    <div role="separator" data-slot={`${tone}-divider`} className="flex items-center gap-3 px-4 py-2">
      {line}
      <span
        className={tone === "unread" ? "text-xs font-medium text-primary" : "text-xs font-medium text-muted-foreground"}
      >
        {children}
      </span>
      {tone === "day" ? line : <span className="h-px w-4 bg-primary" />}
    </div>
  );
}

export function DayDivider({ at }: { at: number }) {
  const dayName = useDayName();
  return <Divider tone="day">{dayName(at)}</Divider>;
}

export function UnreadDivider() {
  const t = useTranslations("rooms.list");
  return <Divider tone="unread">{t("unread")}</Divider>;
}

/** What changed in the room, in one quiet line. */
export function NoticeRow({
  rowKey,
  events,
  tabStop,
}: {
  rowKey: string;
  events: readonly RoomEvent[];
  tabStop: boolean;
}) {
  const text = useNoticeText(events);
  const at = events.at(-1)?.at ?? 0;
  return (
    <p
      data-slot="notice"
      data-key={rowKey}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- rows are walked with the arrow keys
      tabIndex={tabStop ? 0 : -1}
      className="flex items-baseline gap-2 px-4 py-1 ps-[3.875rem] text-sm text-muted-foreground -outline-offset-2"
    >
      <span className="min-w-0 [overflow-wrap:anywhere]">{text}</span>
      <MessageTime at={at} />
    </p>
  );
}

const NAMES_SHOWN = 4;

function useNoticeText(events: readonly RoomEvent[]): string {
  const t = useTranslations("rooms.notice");
  const nameOf = useNameOf();
  const names = (people: RoomEvent["author"][]) => {
    const shown = [...new Set(people)];
    return {
      names: shown.slice(0, NAMES_SHOWN).map(nameOf).join(", "),
      more: Math.max(0, shown.length - NAMES_SHOWN),
      count: shown.length,
    };
  };
  const event = events[0];
  if (!event) return "";
  const author = nameOf(event.author);
  switch (event.type) {
    case "room.created":
      return t("created", { name: author });
    case "room.renamed":
      return t("renamed", { name: author, to: event.name });
    case "room.topic":
      return event.topic === "" ? t("topicRemoved", { name: author }) : t("topic", { name: author, to: event.topic });
    case "room.archived":
      return t(event.archived ? "archived" : "unarchived", { name: author });
    case "member.role":
      return t(event.role === "owner" ? "madeOwner" : "madeMember", { name: author, person: nameOf(event.person) });
    case "member.joined":
    case "member.left": {
      const joined = events.filter((one) => one.type === "member.joined");
      const left = events.filter((one) => one.type === "member.left");
      const alone = events.length === 1;
      if (alone && event.type === "member.joined" && event.author !== event.person)
        return t("added", { name: author, person: nameOf(event.person) });
      if (alone && event.type === "member.left" && event.author !== event.person)
        return t("removed", { name: author, person: nameOf(event.person) });
      return [
        joined.length > 0 ? t("joined", names(joined.map(({ person }) => person))) : "",
        left.length > 0 ? t("left", names(left.map(({ person }) => person))) : "",
      ]
        .filter(Boolean)
        .join(" ");
    }
    case "message.pinned":
      return t(event.on ? "pinned" : "unpinned", { name: author });
    default:
      return "";
  }
}

/** Where more of the log is: loads itself when it comes near, and says when it could not. */
export function EdgeRow({ which, onRetry }: { which: "older" | "newer"; onRetry(): void }) {
  const t = useTranslations("rooms.list");
  const state: LoadState = useRoom((room) => room[which]);
  if (state !== "failed") {
    return (
      <div aria-hidden className="h-16 px-4 py-2">
        <RowSkeleton width="w-2/5" />
      </div>
    );
  }
  return (
    <div role="alert" className="flex h-16 items-center justify-center gap-3 px-4 text-sm text-muted-foreground">
      {t(which === "older" ? "olderFailed" : "newerFailed")}
      <Button variant="outline" size="sm" onClick={onRetry}>
        {t("retry")}
      </Button>
    </div>
  );
}

export function StartRow() {
  return <RoomIntro />;
}

const WIDTHS = ["w-3/5", "w-2/5", "w-4/5", "w-1/2", "w-1/3", "w-2/3", "w-3/5", "w-1/2"];

/** The shape of messages that are on their way. */
export function ListSkeleton() {
  const t = useTranslations("rooms.list");
  return (
    <div data-slot="list-skeleton" className="flex min-h-0 flex-1 flex-col justify-end gap-4 overflow-hidden px-4 pb-4">
      <span className="sr-only" role="status">
        {t("loading")}
      </span>
      {WIDTHS.map((width, at) => (
        <RowSkeleton key={at} width={width} />
      ))}
    </div>
  );
}

function RowSkeleton({ width }: { width: string }) {
  return (
    <div className="grid grid-cols-[2.25rem_minmax(0,1fr)] gap-x-2.5">
      <Skeleton className="size-9 rounded-md" />
      <div className="flex flex-col gap-2 pt-1">
        <Skeleton className="h-3 w-28" />
        <Skeleton className={`h-3.5 ${width}`} />
      </div>
    </div>
  );
}
