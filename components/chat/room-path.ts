"use client";

import { usePathname } from "next/navigation";
import type { MouseEvent } from "react";
import { isUuid, type RoomId } from "@/lib/platform/ids";

/** The room that the address names, or null. */
export function roomInPath(pathname: string): RoomId | null {
  const [, , place, room] = pathname.split("/");
  return place === "rooms" && room !== undefined && isUuid(room) ? (room as RoomId) : null;
}

/** The room on screen. Follows the address, also when no page was asked of the server. */
export function useCurrentRoom(): RoomId | null {
  return roomInPath(usePathname());
}

/** Whether the address is the list of threads. */
export function useAtThreads(): boolean {
  const [, , place, list] = usePathname().split("/");
  return place === "rooms" && list === "threads";
}

/** For links among the rooms: a plain click stays on this page; any other (new tab, new window) is the browser's. */
export function plainClick(event: MouseEvent): boolean {
  return (
    event.button === 0 &&
    !event.metaKey &&
    !event.ctrlKey &&
    !event.shiftKey &&
    !event.altKey &&
    !event.defaultPrevented
  );
}
