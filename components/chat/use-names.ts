"use client";

import { useMemo } from "react";
import { useHandleOf } from "@/components/groups/groups-provider";
import type { Names } from "@/lib/rooms/client/plain-text";
import { useInbox, useNameOf } from "./rooms-provider";

/** Names of people, of groups, and of the rooms this reader is in. */
export function useNames(): Names {
  const nameOf = useNameOf();
  const rooms = useInbox(({ view }) => view.rooms);
  const groupOf = useHandleOf();
  return useMemo(
    () => ({ person: nameOf, group: groupOf, room: (id) => rooms.get(id)?.name || null }),
    [nameOf, groupOf, rooms],
  );
}
