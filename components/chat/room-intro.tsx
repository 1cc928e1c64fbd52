"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { useDialogs } from "./dialogs";
import { useRoom } from "./room-context";
import { useMembersOfRoom } from "./use-room-title";
import { useNameOf, useRoomName, useRooms } from "./rooms-provider";

/** The beginning of a room: what it is for, and the first thing to do in it. */
export function RoomIntro() {
  const t = useTranslations("rooms.intro");
  const meta = useRoom(({ view }) => view.meta);
  const members = useRoom(({ view }) => view.members);
  const people = useMembersOfRoom();
  const roomName = useRoomName();
  const nameOf = useNameOf();
  const dialogs = useDialogs();
  const { viewer } = useRooms();
  if (!meta) return null;
  const name = roomName({ ...meta, people });
  const alone = members.length === 1 && members[0]?.person === viewer.person;
  const mayAdd = meta.kind !== "dm" && meta.archivedAt === null && viewer.mayBrowse;
  return (
    <div data-slot="room-intro" className="flex flex-col items-start gap-1 px-4 pt-8 pb-3">
      <h2 className="max-w-full text-lg font-semibold [overflow-wrap:anywhere]">
        {meta.kind === "channel" ? t("channelTitle", { name }) : name}
      </h2>
      <p className="max-w-prose text-sm text-muted-foreground [overflow-wrap:anywhere]">
        {meta.kind === "channel"
          ? t(meta.visibility === "public" ? "publicChannel" : "privateChannel", { creator: nameOf(meta.createdBy) })
          : t(meta.kind === "group" ? "group" : alone ? "self" : "direct", { name })}
      </p>
      {mayAdd ? (
        <Button
          variant="outline"
          size="sm"
          className="mt-2"
          onClick={() => dialogs.open({ kind: "add", room: meta, present: members.map(({ person }) => person) })}
        >
          {t("addPeople")}
        </Button>
      ) : null}
    </div>
  );
}
