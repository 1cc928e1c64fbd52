"use client";

import { Activity, memo, useCallback, useState } from "react";
import type { RoomId } from "@/lib/platform/ids";
import type { RoomSeed } from "@/lib/rooms/client/room-sessions";
import { ShownProvider } from "./room-context";
import { RoomScreen } from "./room-screen";
import { useInbox, useRooms } from "./rooms-provider";
import { ANNOUNCEMENTS_ID } from "./use-announcements";

/** So many rooms are drawn at once, the one on screen among them: the way back to one of them draws nothing anew. */
const DRAWN_MAX = 4;

interface Drawn {
  room: RoomId;
  /** Counts the screens, so that one differs from an earlier one of the same room, which is not shown again. */
  nth: number;
}

interface RoomScreensProps {
  /** The room on screen; null while something else is. */
  room: RoomId | null;
  seed: (RoomSeed & { room: RoomId }) | null;
}

/**
 * The room on screen, and hidden behind it the last ones that were there. To everything in it, to be hidden is to be
 * unmounted: effects end, and begin again when the room is back.
 */
export function RoomScreens({ room, seed }: RoomScreensProps) {
  const { sessions } = useRooms();
  const mine = useInbox(({ view }) => view.rooms);
  /** Seen last, first. */
  const [drawn, setDrawn] = useState<readonly Drawn[]>([]);
  if (room !== null && drawn[0]?.room !== room) {
    const known = drawn.find((one) => one.room === room);
    const nth = Math.max(0, ...drawn.map((one) => one.nth)) + 1;
    const back = known && !sessions.isOver(room) ? known : { room, nth };
    setDrawn([back, ...drawn.filter((one) => one.room !== room)].slice(0, DRAWN_MAX));
  }
  const drop = useCallback((left: RoomId) => setDrawn((all) => all.filter((one) => one.room !== left)), []);
  // Each keeps its place in the page: what is moved there loses the focus and is laid out anew.
  const screens = drawn
    .filter((one) => one.room === room || mine.has(one.room))
    .toSorted((one, other) => one.nth - other.nth);
  return (
    <>
      {screens.map((one) => (
        <Activity key={one.nth} mode={one.room === room ? "visible" : "hidden"}>
          <ShownProvider value={one.room === room}>
            <Screen room={one.room} seed={seed?.room === one.room ? seed : null} onLeftOpen={drop} />
          </ShownProvider>
        </Activity>
      ))}
      <div id={ANNOUNCEMENTS_ID} aria-live="polite" className="sr-only" />
    </>
  );
}

const Screen = memo(RoomScreen);
