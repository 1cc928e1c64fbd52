/** What the list shows of change: rows put above, the message to mark, what came below, where the unread begins. */
import { useEffect, useState } from "react";
import { shownSegment, type RoomState } from "@/lib/rooms/client/room-state";
import type { Row } from "@/lib/rooms/client/timeline";
import { useRoom } from "./room-context";

const MARKED_MS = 2_500;

/** True when the newest change put rows above those that were there: the view is then kept from the end. */
export function usePrepended(rows: Row[]): boolean {
  const [seen, setSeen] = useState({ rows, shift: false });
  if (seen.rows === rows) return seen.shift;
  const was = firstMessage(seen.rows);
  const is = firstMessage(rows);
  const shift = was !== null && is !== null && was.key !== is.key && rows.some(({ key }) => key === was.key);
  setSeen({ rows, shift });
  return shift;
}

function firstMessage(rows: Row[]): Row | null {
  return rows.find(({ kind }) => kind === "message" || kind === "notice") ?? null;
}

/** The message to mark, for a moment. */
export function useMarked(target: { seq: number; mark: boolean; nonce: number } | null): number | null {
  const [over, setOver] = useState(0);
  useEffect(() => {
    if (!target) return;
    const timer = setTimeout(() => setOver(target.nonce), MARKED_MS);
    return () => clearTimeout(timer);
  }, [target]);
  return target?.mark && over !== target.nonce ? target.seq : null;
}

/** How many messages of others came while the reader was not at the end. */
export function useFreshBelow(rows: Row[], reading: boolean): number {
  const me = useRoom((state) => state.view.me);
  const head = useRoom((state) => state.view.streamedTo);
  const [seen, setSeen] = useState(head);
  if (reading && seen !== head) setSeen(head);
  if (reading) return 0;
  return rows.filter((row) => row.kind === "message" && row.message.seq > seen && row.message.author !== me).length;
}

/** Where the unread begins, when that lies above what is loaded. */
export function firstUnreadAbove(state: RoomState): number | null {
  const shown = shownSegment(state);
  return shown && state.readUpTo !== null && state.readUpTo < shown.from - 1 ? state.readUpTo + 1 : null;
}
