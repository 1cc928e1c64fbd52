"use client";

import { useCallback, useEffect, useMemo, useState } from "react";
import { useInbox, useRooms } from "@/components/chat/rooms-provider";
import type { SavedItem } from "@/lib/later/protocol";
import type { RoomId } from "@/lib/platform/ids";
import { ApiError } from "@/lib/rooms/client/api";
import type { MessageView } from "@/lib/rooms/protocol";

/** A message where it stands; null: not to be seen any more. Absent: not loaded. */
export type Picked = ReadonlyMap<string, MessageView | null>;

/** What saved messages say now: read from their rooms, again when the list or the right to see one changes. */
export function usePicked(items: readonly SavedItem[]): { picked: Picked; failed: boolean; retry(): void } {
  const { laterApi } = useRooms();
  const [picked, setPicked] = useState<Picked>(new Map());
  const [failed, setFailed] = useState(false);
  const [round, setRound] = useState(0);
  const rooms = useInbox(({ view }) => view.rooms);
  const wanted = useMemo(
    () =>
      items
        .map(({ room, seq }) => `${rooms.has(room) ? "" : "-"}${room}:${seq}`)
        .toSorted()
        .join(),
    [items, rooms],
  );
  useEffect(() => {
    let left = false;
    const load = async () => {
      const found = await Promise.all([...byRoom(wanted)].map(([room, seqs]) => readRoom(laterApi, room, seqs)));
      if (left) return;
      setPicked(new Map(found.flat()));
      setFailed(false);
    };
    load().catch(() => !left && setFailed(true));
    return () => {
      left = true;
    };
  }, [laterApi, wanted, round]);
  const retry = useCallback(() => setRound((count) => count + 1), []);
  return { picked, failed, retry };
}

function byRoom(wanted: string): Map<RoomId, number[]> {
  const rooms = new Map<RoomId, number[]>();
  for (const place of wanted === "" ? [] : wanted.split(",")) {
    const [room = "", seq] = place.replace(/^-/, "").split(":");
    rooms.set(room as RoomId, [...(rooms.get(room as RoomId) ?? []), Number(seq)]);
  }
  return rooms;
}

async function readRoom(
  laterApi: ReturnType<typeof useRooms>["laterApi"],
  room: RoomId,
  seqs: readonly number[],
): Promise<[string, MessageView | null][]> {
  const messages = await laterApi.picked(room, seqs).catch((error: unknown) => {
    if (error instanceof ApiError && error.code === "not_found") return [];
    throw error;
  });
  const found = new Map(messages.map((message) => [message.seq, message]));
  return seqs.map((seq) => [`${room}:${seq}`, found.get(seq) ?? null]);
}
