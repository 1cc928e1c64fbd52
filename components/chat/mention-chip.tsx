"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { PersonId, RoomId } from "@/lib/platform/ids";
import { cn } from "@/lib/ui/cn";
import { useInbox, useNameOf, useRoomHref, useRooms } from "./rooms-provider";

const looks = "rounded-sm bg-mention px-0.5 font-medium text-primary";

/** A person, by the name they have now. One's own stands out. */
export function PersonChip({ id }: { id: PersonId }) {
  const { viewer } = useRooms();
  const name = useNameOf()(id);
  return (
    <bdi
      data-mention={id === viewer.person ? "me" : "person"}
      className={cn(looks, id === viewer.person && "font-semibold")}
    >
      @{name}
    </bdi>
  );
}

/** Everybody in the room, or those of them who are here. */
export function EveryoneChip({ who }: { who: "room" | "here" }) {
  const t = useTranslations("rooms.mention");
  return (
    <span data-mention={who} title={t(`${who}Means`)} className={cn(looks, "font-semibold")}>
      @{who}
    </span>
  );
}

/** A room, as a link. One that the reader is not in has no name here: the room itself says whether they may see it. */
export function RoomChip({ id }: { id: RoomId }) {
  const t = useTranslations("rooms.mention");
  const hrefOf = useRoomHref();
  const name = useInbox(({ view }) => view.rooms.get(id)?.name);
  return (
    <Link href={hrefOf(id)} data-mention="channel" className={cn(looks, "hover:underline")}>
      <bdi>#{name || t("otherRoom")}</bdi>
    </Link>
  );
}
