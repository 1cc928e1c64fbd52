"use client";

import { useMemo } from "react";
import type { PersonId, RoomId } from "@/lib/platform/ids";
import { useRoom, useRoomId } from "./room-context";
import { useInbox, useRoomName } from "./rooms-provider";

const EMPTY: PersonId[] = [];

/** Who is in the room on screen: from the room itself, or from the list until it has spoken. */
export function useMembersOfRoom(): PersonId[] {
  const room: RoomId = useRoomId();
  const members = useRoom(({ view }) => view.members);
  const listed = useInbox(({ view }) => view.rooms.get(room)?.people);
  return useMemo(
    () => (members.length > 0 ? members.map(({ person }) => person) : (listed ?? EMPTY)),
    [members, listed],
  );
}

/** The name of the room on screen; null until anything is known of it. */
export function useRoomTitle(): string | null {
  const room = useRoomId();
  const meta = useRoom(({ view }) => view.meta);
  const listed = useInbox(({ view }) => view.rooms.get(room));
  const people = useMembersOfRoom();
  const roomName = useRoomName();
  const known = meta ?? listed;
  return known ? roomName({ kind: known.kind, name: known.name, people }) : null;
}
