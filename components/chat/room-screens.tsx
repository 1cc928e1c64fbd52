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
  /** Tells a screen from an earlier one of the same room, which is not shown again. */
  visit: number;
}

interface RoomScreensProps {
  /** The room on screen; null while something else is. */
  room: RoomId | null;
  seed: (RoomSeed & { room: RoomId }) | null;
}

/**
 * The room on screen, and hidden behind it the last ones that were there. To everything in it, to be hidden is to be
 * unmounted: effects end, and begin again when the room is back. The newest stands first, for what looks into the page.
 */
export function RoomScreens({ room, seed }: RoomScreensProps) {
  const { sessions } = useRooms();
  const mine = useInbox(({ view }) => view.rooms);
  const [drawn, setDrawn] = useState<readonly Drawn[]>([]);
  if (room !== null && drawn[0]?.room !== room) {
    const known = drawn.find((one) => one.room === room);
    const back = known && !sessions.isOver(room) ? known : { room, visit: known ? known.visit + 1 : 0 };
    setDrawn([back, ...drawn.filter((one) => one.room !== room)].slice(0, DRAWN_MAX));
  }
  const drop = useCallback((left: RoomId) => setDrawn((all) => all.filter((one) => one.room !== left)), []);
  return (
    <>
      {drawn
        .filter((one) => one.room === room || mine.has(one.room))
        .map((one) => (
          <Activity key={`${one.room}:${one.visit}`} mode={one.room === room ? "visible" : "hidden"}>
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
