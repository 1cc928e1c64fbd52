"use client";

import type { LucideIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { useInbox, useRoomHref, useRoomName, useRooms } from "@/components/chat/rooms-provider";
import { useIsMuted } from "@/components/notify/room-level";
import type { PersonId, RoomId } from "@/lib/platform/ids";
import { othersIn } from "@/lib/rooms/client/sidebar-order";
import type { InboxRoom } from "@/lib/rooms/protocol";
import { ADMIN_PLACES } from "./admin-places";
import { useCommandList } from "./commands";
import { useFrame } from "./frame-context";
import type { PaletteEntry } from "./palette-rank";
import { useGo } from "./use-go";
import { useOpenDirect } from "./use-open-direct";
import { usePaletteThings } from "./use-palette-things";

export interface PaletteTarget {
  entry: PaletteEntry;
  look:
    | { kind: "public" | "private" | "group" | "command" }
    | { kind: "person"; person: PersonId }
    | { kind: "place"; icon: LucideIcon };
  /** Said beside the title. */
  detail?: string;
  combo?: string;
  run(): unknown;
}

/**
 * Everything the switcher can lead to, from what the page holds already: rooms of the inbox, the directory, administration,
 * commands.
 */
export function usePaletteTargets(): PaletteTarget[] {
  const t = useTranslations("frame.palette");
  const named = useTranslations("admin.places");
  const { adminPlaces, tenant } = useFrame();
  const { slug } = tenant;
  const things = usePaletteThings();
  const { people, viewer, recent } = useRooms();
  const rooms = useInbox(({ view }) => view.rooms);
  const roomName = useRoomName();
  const hrefOf = useRoomHref();
  const commands = useCommandList();
  const go = useGo();
  const openDirect = useOpenDirect();
  const isMuted = useIsMuted();
  const [opened] = useState(() => recent.list());
  return useMemo(() => {
    const active = [...rooms.values()].filter(({ archivedAt }) => archivedAt === null);
    const directs = new Map<PersonId, InboxRoom>();
    for (const room of active) {
      const other = room.kind === "dm" ? othersIn(room, viewer.person)[0] : undefined;
      if (other) directs.set(other, room);
    }
    const standing = (room: InboxRoom | undefined) => ({
      unread: room && !isMuted(room) ? room.unread : 0,
      recent: room ? placeIn(opened, room.roomId) : null,
    });
    const toRooms = active
      .filter(({ kind }) => kind !== "dm")
      .toSorted((a, b) => (b.lastMessageAt ?? 0) - (a.lastMessageAt ?? 0))
      .map((room): PaletteTarget => ({
        entry: {
          value: `room:${room.roomId}`,
          kind: "room",
          title: roomName(room),
          keywords: room.topic === "" ? [] : [room.topic],
          ...standing(room),
        },
        look: { kind: room.kind === "group" ? "group" : room.visibility },
        run: () => go(hrefOf(room.roomId)),
      }));
    const toPeople = [...people.values()]
      .filter(({ active: reachable, id }) => reachable || directs.has(id))
      .map((person): PaletteTarget => {
        const room = directs.get(person.id);
        const detail = person.id === viewer.person ? t("you") : person.title;
        return {
          entry: {
            value: `person:${person.id}`,
            kind: "person",
            title: person.name,
            keywords: [person.title, person.email ?? ""].filter(Boolean),
            ...standing(room),
          },
          look: { kind: "person", person: person.id },
          ...(detail ? { detail } : {}),
          run: () => (room ? go(hrefOf(room.roomId)) : openDirect(person.id)),
        };
      });
    const toCommands = commands.flatMap(({ id, title, keys, run, keysOnly }): PaletteTarget[] =>
      run && !keysOnly
        ? [
            {
              entry: { value: `command:${id}`, kind: "command", title, keywords: [], unread: 0, recent: null },
              look: { kind: "command" },
              ...(keys?.[0] ? { combo: keys[0] } : {}),
              run,
            },
          ]
        : [],
    );
    const toPlaces = ADMIN_PLACES.filter(({ id }) => adminPlaces.includes(id)).map(({ id, icon }): PaletteTarget => ({
      entry: { value: `place:${id}`, kind: "place", title: named(id), keywords: [], unread: 0, recent: null },
      look: { kind: "place", icon },
      run: () => go(`/${slug}/admin/${id}`),
    }));
    const toThings = things.map(({ id, name, place, path }): PaletteTarget => ({
      entry: { value: `thing:${id}`, kind: "thing", title: name, keywords: [], unread: 0, recent: null },
      look: { kind: "place", icon: place.icon },
      detail: named(place.id),
      run: () => go(`/${slug}/admin/${path}`),
    }));
    return [...toRooms, ...toPeople, ...toPlaces, ...toThings, ...toCommands];
  }, [
    adminPlaces,
    named,
    slug,
    things,
    rooms,
    people,
    commands,
    viewer.person,
    opened,
    roomName,
    hrefOf,
    go,
    openDirect,
    isMuted,
    t,
  ]);
}

function placeIn(opened: readonly RoomId[], room: RoomId): number | null {
  const at = opened.indexOf(room);
  return at === -1 ? null : at;
}
