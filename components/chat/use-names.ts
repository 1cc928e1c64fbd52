"use client";

import { useMemo } from "react";
import type { Names } from "@/lib/rooms/client/plain-text";
import { useInbox, useNameOf } from "./rooms-provider";

/** Names of people and of the rooms this reader is in. */
export function useNames(): Names {
  const nameOf = useNameOf();
  const rooms = useInbox(({ view }) => view.rooms);
  return useMemo(() => ({ person: nameOf, room: (id) => rooms.get(id)?.name || null }), [nameOf, rooms]);
}
