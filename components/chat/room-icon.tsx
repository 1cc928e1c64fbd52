"use client";

import { Hash, Lock, Users } from "lucide-react";
import { Avatar, PresenceDot } from "@/components/ui/avatar";
import type { PersonId } from "@/lib/platform/ids";
import type { RoomMeta } from "@/lib/rooms/protocol";
import { othersIn } from "@/lib/rooms/client/sidebar-order";
import { useInbox, useNameOf, useRooms } from "./rooms-provider";

/** What kind of room it is, at a glance: channel, private channel, group, or the face of the other person. */
export function RoomIcon({ room }: { room: Pick<RoomMeta, "kind" | "visibility"> & { people: PersonId[] } }) {
  if (room.kind === "dm") return <DirectIcon people={room.people} />;
  const Icon = room.kind === "group" ? Users : room.visibility === "private" ? Lock : Hash;
  return (
    <span className="inline-flex size-5 shrink-0 items-center justify-center text-muted-foreground">
      <Icon aria-hidden />
    </span>
  );
}

function DirectIcon({ people }: { people: PersonId[] }) {
  const { viewer, people: directory } = useRooms();
  const nameOf = useNameOf();
  const other = othersIn({ people }, viewer.person)[0] ?? viewer.person;
  const presence = useInbox(({ view }) => view.presence.get(other)?.state);
  return (
    <span className="relative inline-flex shrink-0">
      <Avatar size="xs" name={nameOf(other)} colorKey={other} image={directory.get(other)?.image ?? null} />
      <PresenceDot presence={presence ?? "offline"} className="absolute -end-1 -bottom-1 size-2 ring-2 ring-sidebar" />
    </span>
  );
}
