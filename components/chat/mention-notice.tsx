"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useGroups } from "@/components/groups/groups-provider";
import { Button } from "@/components/ui/button";
import { absentOf } from "@/lib/rooms/client/absent";
import { mentionsOf } from "@/lib/rooms/core/mentions";
import { useRoom } from "./room-context";
import { useNameOf, useRooms } from "./rooms-provider";
import { useAct } from "./use-act";
import { useMembersOfRoom } from "./use-room-title";

const NAMED_MAX = 5;
/** As many as the room takes in one request. */
const ADDED_AT_ONCE_MAX = 100;

/** Tells the writer that somebody they mention, by name or through a group, is not in this room, and offers to add them where that can be done. */
export function MentionNotice({ body }: { body: string }) {
  const t = useTranslations("rooms.mention");
  const { api, people } = useRooms();
  const nameOf = useNameOf();
  const meta = useRoom(({ view }) => view.meta);
  const role = useRoom(({ view }) => view.role);
  const members = useMembersOfRoom();
  const { act, pending, fault } = useAct();
  const { groups } = useGroups();
  const mentioned = useMemo(() => mentionsOf(body), [body]);
  const absent = absentOf(mentioned, members, {
    peopleOf: (group) => groups.get(group)?.people ?? [],
    isActive: (person) => people.get(person)?.active ?? false,
  });
  if (absent.length === 0 || !meta || members.length === 0) return null;
  const active = absent.filter((id) => people.get(id)?.active);
  const mayAdd = meta.kind !== "dm" && role !== null && active.length > 0 && active.length <= ADDED_AT_ONCE_MAX;
  const names = absent.slice(0, NAMED_MAX).map(nameOf).join(", ");
  const more = Math.max(0, absent.length - NAMED_MAX);
  return (
    <div
      role="status"
      data-slot="mention-notice"
      className="mb-1 flex flex-wrap items-center gap-x-2 rounded-md bg-warning-soft px-2.5 py-1 text-sm text-warning"
    >
      <span className="min-w-0">{t("absent", { names, more, count: absent.length })}</span>
      {mayAdd ? (
        <Button
          type="button"
          variant="link"
          size="text"
          pending={pending}
          onClick={() => void act(() => api.addMembers(meta.roomId, active))}
        >
          {t("add", { count: active.length })}
        </Button>
      ) : null}
      {fault ? <span className="basis-full text-destructive">{fault.message}</span> : null}
    </div>
  );
}
