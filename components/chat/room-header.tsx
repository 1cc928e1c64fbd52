"use client";

import {
  Archive,
  ArchiveRestore,
  ArrowLeft,
  CalendarSearch,
  EllipsisVertical,
  Files,
  LogOut,
  PenLine,
  Pin,
  Text,
  TextSearch,
  UserPlus,
  Users,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { EmojiLine } from "@/components/emoji/emoji-glyph";
import { useGo } from "@/components/frame/use-go";
import { RoomLevelItems } from "@/components/notify/room-level";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { toast } from "@/components/ui/sonner";
import { Hint } from "@/components/ui/tooltip";
import type { RoomMeta } from "@/lib/rooms/protocol";
import { othersIn } from "@/lib/rooms/client/sidebar-order";
import { useDialogs } from "./dialogs";
import { searchInRoom } from "@/lib/search/client/search-in-room";
import { RoomIcon } from "./room-icon";
import { useRoom, useRoomActions } from "./room-context";
import { useInbox, useRooms } from "./rooms-provider";
import { useFaultOf } from "./use-act";
import { usePanel, type PlainPanel } from "./use-panel";
import { usePresenceText } from "./use-presence-text";
import { useMembersOfRoom } from "./use-room-title";

/** The name of the room, what it is about, who is in it, and what can be done with it. */
export function RoomHeader({ title }: { title: string }) {
  const t = useTranslations("rooms.header");
  const pins = useTranslations("threads.pins");
  const { panel, open, close } = usePanel();
  const toggle = (kind: PlainPanel) => (panel?.kind === kind ? close() : open({ kind }));
  const { tenant } = useRooms();
  const go = useGo();
  const meta = useRoom(({ view }) => view.meta);
  const count = useRoom(({ view }) => view.members.length);
  const people = useMembersOfRoom();
  return (
    <header data-slot="room-header" className="flex h-12 shrink-0 items-center gap-2 border-b ps-2 pe-2 md:ps-4">
      <Button
        variant="ghost"
        size="icon"
        className="md:hidden"
        aria-label={t("back")}
        onClick={() => go(`/${tenant}/rooms`)}
      >
        <ArrowLeft aria-hidden className="rtl:rotate-180" />
      </Button>
      {meta ? <RoomIcon room={{ ...meta, people }} /> : null}
      <div className="flex min-w-0 flex-1 items-baseline gap-3">
        <h1 className="min-w-0 shrink truncate text-base font-semibold text-nowrap" title={title}>
          {title}
        </h1>
        {meta ? <Subtitle meta={meta} /> : null}
      </div>
      <Hint text={pins("title")}>
        <Button
          variant="ghost"
          size="icon"
          aria-pressed={panel?.kind === "pins"}
          aria-label={pins("title")}
          className={panel?.kind === "pins" ? "bg-accent" : "text-muted-foreground"}
          onClick={() => toggle("pins")}
        >
          <Pin aria-hidden />
        </Button>
      </Hint>
      {meta && meta.kind !== "dm" ? (
        <Hint text={t("members")}>
          <Button
            variant="ghost"
            size="sm"
            aria-pressed={panel?.kind === "members"}
            aria-label={t("membersCount", { count })}
            className={panel?.kind === "members" ? "bg-accent" : "text-muted-foreground"}
            onClick={() => toggle("members")}
          >
            <Users aria-hidden />
            <span className="min-w-[2ch] text-start tabular-nums">{count || ""}</span>
          </Button>
        </Hint>
      ) : null}
      {meta ? <RoomMenu meta={meta} title={title} onMembers={() => toggle("members")} /> : null}
    </header>
  );
}

/** The topic, or how the other person is. */
function Subtitle({ meta }: { meta: RoomMeta }) {
  const { viewer } = useRooms();
  const people = useMembersOfRoom();
  const other = othersIn({ people }, viewer.person)[0];
  const presence = useInbox(({ view }) => (other ? view.presence.get(other) : undefined));
  const presenceText = usePresenceText();
  const text = meta.kind === "dm" ? presenceText(presence) : meta.topic;
  return text === "" ? null : (
    <p className="min-w-0 flex-1 truncate text-sm text-muted-foreground max-sm:sr-only" title={text}>
      {meta.kind === "dm" ? <EmojiLine text={text} /> : text}
    </p>
  );
}

function RoomMenu({ meta, title, onMembers }: { meta: RoomMeta; title: string; onMembers(): void }) {
  const t = useTranslations("rooms.header");
  const { api, viewer, tenant } = useRooms();
  const go = useGo();
  const faultOf = useFaultOf();
  const dialogs = useDialogs();
  const { jumpTo, jumpToDate } = useRoomActions();
  const members = useRoom(({ view }) => view.members);
  const role = useRoom(({ view }) => view.role);
  const archived = meta.archivedAt !== null;
  const direct = meta.kind === "dm";
  const mayManage = !direct && (role === "owner" || viewer.isAdmin);
  const restore = () =>
    api.change(meta.roomId, { archived: false }).catch((error: unknown) => toast.error(faultOf(error).message));
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon" className="text-muted-foreground" aria-label={t("menu")}>
          <EllipsisVertical aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent inPlace align="end">
        <DropdownMenuItem onSelect={() => dialogs.open({ kind: "date", onPick: (atMs) => void jumpToDate(atMs) })}>
          <CalendarSearch aria-hidden />
          {t("jumpToDate")}
        </DropdownMenuItem>
        <DropdownMenuItem
          onSelect={() =>
            dialogs.open({ kind: "files", room: meta.roomId, name: title, onShow: (seq) => void jumpTo(seq) })
          }
        >
          <Files aria-hidden />
          {t("files")}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => go(searchInRoom(tenant, meta))}>
          <TextSearch aria-hidden />
          {t("search")}
        </DropdownMenuItem>
        <RoomLevelItems room={meta.roomId} kind={meta.kind} />
        {direct ? null : (
          <>
            <DropdownMenuItem onSelect={onMembers}>
              <Users aria-hidden />
              {t("members")}
            </DropdownMenuItem>
            {archived ? null : (
              <>
                {viewer.mayBrowse ? (
                  <DropdownMenuItem
                    onSelect={() =>
                      dialogs.open({ kind: "add", room: meta, present: members.map(({ person }) => person) })
                    }
                  >
                    <UserPlus aria-hidden />
                    {t("add")}
                  </DropdownMenuItem>
                ) : null}
                <DropdownMenuSeparator />
                {mayManage || meta.kind === "group" ? (
                  <DropdownMenuItem onSelect={() => dialogs.open({ kind: "rename", room: meta })}>
                    <PenLine aria-hidden />
                    {t("rename")}
                  </DropdownMenuItem>
                ) : null}
                <DropdownMenuItem onSelect={() => dialogs.open({ kind: "topic", room: meta })}>
                  <Text aria-hidden />
                  {t("topic")}
                </DropdownMenuItem>
              </>
            )}
            <DropdownMenuSeparator />
            {mayManage && archived ? (
              <DropdownMenuItem onSelect={() => void restore()}>
                <ArchiveRestore aria-hidden />
                {t("unarchive")}
              </DropdownMenuItem>
            ) : null}
            {mayManage && !archived ? (
              <DropdownMenuItem
                variant="destructive"
                onSelect={() => dialogs.open({ kind: "archive", room: meta, name: title })}
              >
                <Archive aria-hidden />
                {t("archive")}
              </DropdownMenuItem>
            ) : null}
            <DropdownMenuItem
              variant="destructive"
              onSelect={() => dialogs.open({ kind: "leave", room: meta, name: title })}
            >
              <LogOut aria-hidden />
              {t("leave")}
            </DropdownMenuItem>
          </>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
