"use client";

import { Link } from "@/components/ui/link";
import { useTranslations } from "next-intl";
import { useGroup, useHandleOf } from "@/components/groups/groups-provider";
import { Tooltip, TooltipContent, TooltipTrigger } from "@/components/ui/tooltip";
import type { GroupId, PersonId, RoomId } from "@/lib/platform/ids";
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

const PEOPLE_SHOWN_MAX = 12;

/** A group, by the handle it has or last had; who is in it stands over it. The reader's own stand out. */
export function GroupChip({ id }: { id: GroupId }) {
  const t = useTranslations("groups.chip");
  const { viewer } = useRooms();
  const group = useGroup(id);
  const handleOf = useHandleOf();
  const nameOf = useNameOf();
  const mine = group?.people.includes(viewer.person) ?? false;
  const chip = (
    <bdi data-mention={mine ? "me" : "group"} className={cn(looks, mine && "font-semibold")}>
      @{handleOf(id)}
    </bdi>
  );
  if (!group) return chip;
  const names = group.people.slice(0, PEOPLE_SHOWN_MAX).map(nameOf);
  const more = group.people.length - names.length;
  return (
    <Tooltip>
      <TooltipTrigger asChild>{chip}</TooltipTrigger>
      <TooltipContent className="max-w-72">
        {group.deleted ? t("deleted") : t("people", { name: group.name, names: names.join(", "), more })}
      </TooltipContent>
    </Tooltip>
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
