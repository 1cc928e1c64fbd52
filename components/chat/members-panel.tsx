"use client";

import { EllipsisVertical, UserPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import { useGo } from "@/components/frame/use-go";
import { EmojiLine } from "@/components/emoji/emoji-glyph";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/sonner";
import type { RoomMember, RoomMeta } from "@/lib/rooms/protocol";
import { useDialogs } from "./dialogs";
import { useRoom } from "./room-context";
import { useInbox, useNameOf, useRoomHref, useRooms } from "./rooms-provider";
import { useFaultOf } from "./use-act";
import { usePresenceText } from "./use-presence-text";

/** From so many on, a field to find one. */
const FIND_FROM = 12;

/** Who is in the room: add, make owners, remove, write to. */
export function MembersPanel({ title }: { title: string }) {
  const t = useTranslations("rooms.members");
  const meta = useRoom(({ view }) => view.meta);
  const members = useRoom(({ view }) => view.members);
  const role = useRoom(({ view }) => view.role);
  const { viewer, inbox } = useRooms();
  const nameOf = useNameOf();
  const dialogs = useDialogs();
  const [query, setQuery] = useState("");

  const shown = useMemo(
    () =>
      members
        .map((member) => ({ ...member, name: nameOf(member.person) }))
        .filter(({ name }) => name.toLocaleLowerCase().includes(query.trim().toLocaleLowerCase()))
        .sort((a, b) => Number(b.role === "owner") - Number(a.role === "owner") || a.name.localeCompare(b.name)),
    [members, nameOf, query],
  );
  const watched = useMemo(() => members.map(({ person }) => person), [members]);
  useEffect(() => {
    inbox.store.actions.watch("members", watched);
    return () => inbox.store.actions.watch("members", []);
  }, [inbox, watched]);

  if (!meta) return null;
  const archived = meta.archivedAt !== null;
  const manages = (role === "owner" || viewer.isAdmin) && !archived;
  return (
    <div data-slot="members" className="flex min-h-0 flex-1 flex-col gap-2 p-3">
      {viewer.mayBrowse && !archived ? (
        <Button
          variant="outline"
          className="self-start"
          onClick={() => dialogs.open({ kind: "add", room: meta, present: watched })}
        >
          <UserPlus aria-hidden />
          {t("add")}
        </Button>
      ) : null}
      {members.length >= FIND_FROM ? (
        <Input
          type="search"
          aria-label={t("find")}
          placeholder={t("find")}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      ) : null}
      <ul aria-label={t("list", { room: title })} className="scroll-quiet -mx-1 min-h-0 flex-1 overflow-y-auto px-1">
        {shown.map((member) => (
          <MemberRow
            key={member.person}
            member={member}
            name={member.name}
            meta={meta}
            title={title}
            manages={manages}
          />
        ))}
        {shown.length === 0 && query !== "" ? (
          <li className="px-2 py-1.5 text-sm text-muted-foreground">{t("nobody", { query })}</li>
        ) : null}
      </ul>
    </div>
  );
}

function MemberRow({
  member,
  name,
  meta,
  title,
  manages,
}: {
  member: RoomMember;
  name: string;
  meta: RoomMeta;
  title: string;
  manages: boolean;
}) {
  const t = useTranslations("rooms.members");
  const { people, viewer, api, inbox } = useRooms();
  const presence = useInbox(({ view }) => view.presence.get(member.person));
  const presenceText = usePresenceText();
  const faultOf = useFaultOf();
  const dialogs = useDialogs();
  const hrefOf = useRoomHref();
  const go = useGo();
  const me = member.person === viewer.person;
  const active = people.get(member.person)?.active ?? false;
  const refused = (error: unknown) => void toast.error(faultOf(error).message);

  const write = () =>
    api.createDirect([member.person], "").then((room) => {
      inbox.store.actions.entered(room, [...new Set([viewer.person, member.person])]);
      go(hrefOf(room.roomId));
    }, refused);
  const setRole = (role: RoomMember["role"]) => api.setRole(meta.roomId, member.person, role).catch(refused);

  return (
    <li className="flex min-h-11 items-center gap-2.5 rounded-sm px-1 py-1 hover:bg-muted">
      <Avatar
        name={name}
        colorKey={member.person}
        image={people.get(member.person)?.image ?? null}
        presence={presence?.state ?? "offline"}
      />
      <div className="min-w-0 flex-1">
        <p className="flex min-w-0 items-center gap-1.5 text-sm font-medium">
          <span className="truncate">{name}</span>
          {me ? <span className="shrink-0 font-normal text-muted-foreground">{t("you")}</span> : null}
          {member.role === "owner" ? <Badge>{t("owner")}</Badge> : null}
        </p>
        <p className="truncate text-xs text-muted-foreground">
          <EmojiLine text={presenceText(presence)} />
        </p>
      </div>
      {manages || (!me && active) ? (
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button variant="ghost" size="icon-sm" className="text-muted-foreground" aria-label={t("menu", { name })}>
              <EllipsisVertical aria-hidden />
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent inPlace align="end">
            {!me && active ? <DropdownMenuItem onSelect={() => void write()}>{t("message")}</DropdownMenuItem> : null}
            {manages ? (
              <>
                {member.role === "member" ? (
                  <DropdownMenuItem onSelect={() => void setRole("owner")}>{t("makeOwner")}</DropdownMenuItem>
                ) : (
                  <DropdownMenuItem onSelect={() => void setRole("member")}>{t("makeMember")}</DropdownMenuItem>
                )}
                {me ? null : (
                  <DropdownMenuItem
                    variant="destructive"
                    onSelect={() =>
                      dialogs.open({ kind: "remove", room: meta.roomId, roomName: title, person: member.person })
                    }
                  >
                    {t("remove")}
                  </DropdownMenuItem>
                )}
              </>
            ) : null}
          </DropdownMenuContent>
        </DropdownMenu>
      ) : null}
    </li>
  );
}
