"use client";

import { ChevronDown, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { memo, useEffect, useMemo, useRef, type KeyboardEvent, type ReactNode } from "react";
import { useGo } from "@/components/frame/use-go";
import { DraftMark, SidebarDrafts } from "@/components/later/sidebar-drafts";
import { useIsMuted } from "@/components/notify/room-level";
import { Button } from "@/components/ui/button";
import { Hint } from "@/components/ui/tooltip";
import type { InboxRoom } from "@/lib/rooms/protocol";
import { sidebarSections, type SectionId } from "@/lib/rooms/client/sidebar-order";
import { cn } from "@/lib/ui/cn";
import { useDialogs } from "./dialogs";
import { MyPresence } from "./my-presence";
import { RoomIcon } from "./room-icon";
import { plainClick, useCurrentRoom } from "./room-path";
import { useInbox, useRoomHref, useRoomName, useRooms } from "./rooms-provider";
import { useClosedSections } from "./use-closed-sections";
import { RoomBadge, ThreadsEntry } from "./sidebar-badges";

/** The list of rooms: sections, unread first, arrows from row to row. */
export function RoomsSidebar() {
  const t = useTranslations("rooms.sidebar");
  const current = useCurrentRoom();
  const roomName = useRoomName();
  const rooms = useInbox(({ view }) => view.rooms);
  const confirmed = useInbox(({ view }) => view.confirmed);
  const isMuted = useIsMuted();
  const sections = useMemo(() => sidebarSections(rooms.values(), roomName, isMuted), [rooms, roomName, isMuted]);
  const [closed, toggle] = useClosedSections();
  const list = useRef<HTMLElement>(null);
  useWatchedPeople(sections.find(({ id }) => id === "direct")?.rooms ?? []);

  const moveFocus = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const rows = [...(list.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
    const at = rows.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to === undefined || at === -1) return;
    event.preventDefault();
    rows[Math.max(0, Math.min(rows.length - 1, to))]?.focus();
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrow keys move among the links, which Tab reaches too
    <nav ref={list} aria-label={t("label")} className="flex min-h-0 flex-1 flex-col" onKeyDown={moveFocus}>
      <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto overscroll-contain px-2 pt-2 pb-4">
        <ThreadsEntry />
        <SidebarDrafts />
        {sections.map(({ id, rooms: inSection }) => (
          <Section
            key={id}
            id={id}
            open={!closed.has(id)}
            onToggle={() => toggle(id)}
            unread={inSection.some((room) => room.unread > 0 && !isMuted(room))}
          >
            {inSection.map((room) =>
              closed.has(id) && (room.unread === 0 || isMuted(room)) && room.roomId !== current ? null : (
                <SidebarRow key={room.roomId} room={room} current={room.roomId === current} />
              ),
            )}
            {inSection.length === 0 && confirmed ? (
              <li className="px-2 py-1 text-xs text-muted-foreground">{t(`empty.${id}`)}</li>
            ) : null}
          </Section>
        ))}
      </div>
      <MyPresence />
    </nav>
  );
}

function Section({
  id,
  open,
  unread,
  onToggle,
  children,
}: {
  id: SectionId;
  open: boolean;
  unread: boolean;
  onToggle(): void;
  children: ReactNode;
}) {
  const t = useTranslations("rooms.sidebar");
  const { viewer } = useRooms();
  const dialogs = useDialogs();
  const add = id === "channels" ? () => dialogs.open({ kind: "channel" }) : () => dialogs.open({ kind: "message" });
  const mayAdd = id !== "channels" || viewer.mayBrowse;
  return (
    <section aria-labelledby={`section-${id}`} className="mb-3">
      <div className="group flex items-center gap-1 pe-1">
        <h2 id={`section-${id}`} className="min-w-0 flex-1">
          <button
            type="button"
            data-row
            aria-expanded={open}
            onClick={onToggle}
            className="flex h-7 w-full cursor-pointer items-center gap-1 rounded-sm px-1 text-xs font-medium text-muted-foreground hover:text-foreground"
          >
            <ChevronDown
              aria-hidden
              className={cn("size-3.5! transition-transform", !open && "-rotate-90 rtl:rotate-90")}
            />
            {t(`section.${id}`)}
            {!open && unread ? <span className="sr-only">{t("hasUnread")}</span> : null}
          </button>
        </h2>
        {mayAdd ? (
          <Hint text={t(`add.${id}`)}>
            <Button
              variant="ghost"
              size="icon-sm"
              className="size-6 text-muted-foreground"
              aria-label={t(`add.${id}`)}
              onClick={add}
            >
              <Plus aria-hidden />
            </Button>
          </Hint>
        ) : null}
      </div>
      <ul className="flex flex-col gap-px">{children}</ul>
      {id === "channels" && viewer.mayBrowse && open ? (
        <Button
          variant="link"
          size="text"
          data-row
          className="mt-1 ms-2 text-xs font-normal text-muted-foreground"
          onClick={() => dialogs.open({ kind: "browse" })}
        >
          {t("browse")}
        </Button>
      ) : null}
    </section>
  );
}

const SidebarRow = memo(function SidebarRow({ room, current }: { room: InboxRoom; current: boolean }) {
  const roomName = useRoomName();
  const href = useRoomHref()(room.roomId);
  const go = useGo();
  const name = roomName(room);
  const t = useTranslations("rooms.sidebar");
  const muted = useIsMuted()(room);
  const unread = room.unread > 0 && !current && !muted;
  return (
    <li>
      {/* A plain anchor: the router's own link would ask the server for a page that this one already is. */}
      <a
        href={href}
        data-row
        data-slot="sidebar-room"
        data-unread={unread}
        aria-current={current ? "page" : undefined}
        onClick={(event) => {
          if (!plainClick(event)) return;
          event.preventDefault();
          go(href);
        }}
        className={cn(
          "flex h-7 items-center gap-2 rounded-sm px-2 text-sidebar-foreground pointer-coarse:h-10",
          "hover:bg-sidebar-accent hover:text-sidebar-accent-foreground",
          unread && "font-semibold text-foreground",
          muted && !current && "text-muted-foreground",
          current && "bg-selected text-selected-foreground hover:bg-selected hover:text-selected-foreground",
        )}
      >
        <RoomIcon room={room} />
        <span className="min-w-0 flex-1 truncate" title={name}>
          {name}
        </span>
        <DraftMark room={room.roomId} current={current} />
        {unread ? <RoomBadge room={room} /> : null}
        {muted ? <span className="sr-only">{t("muted")}</span> : null}
      </a>
    </li>
  );
});

function useWatchedPeople(direct: readonly InboxRoom[]): void {
  const { inbox, viewer } = useRooms();
  const people = [...new Set([viewer.person, ...direct.flatMap((room) => room.people)])].join();
  useEffect(() => {
    inbox.store.actions.watch("sidebar", people.split(",") as InboxRoom["people"]);
  }, [inbox, people]);
}
