"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { useInbox, useRoomHref, useRoomName, useRooms } from "@/components/chat/rooms-provider";
import { useLatest } from "@/components/chat/use-latest";
import { useGo } from "@/components/frame/use-go";
import { Badge } from "@/components/ui/badge";
import { toast } from "@/components/ui/sonner";
import { newlyPressing, pressing } from "@/lib/later/client/later-view";
import type { SavedItem, ScheduledItem } from "@/lib/later/protocol";

/** Long enough to come back to the desk; the badge stays. */
const SHOWN_MS = 60_000;

/** Says once what comes up: a reminder, and a scheduled message that could not be sent. The badge stays until it is dealt with. */
export function LaterNews() {
  const t = useTranslations("later.news");
  const { inbox, laterApi, tenant } = useRooms();
  const roomName = useRoomName();
  const hrefOf = useRoomHref();
  const go = useGo();
  const tools = useLatest({ t, roomName, hrefOf, go });
  useEffect(() => {
    const show = (item: SavedItem | ScheduledItem) => {
      const { t: words, roomName: nameOf, hrefOf: pathOf, go: goTo } = tools.current;
      const room = inbox.store.getState().view.rooms.get(item.room);
      const name = room ? nameOf(room) : words("unknownRoom");
      const id = `${item.kind}:${item.id}`;
      const lasting = { id, duration: SHOWN_MS };
      if (item.kind === "saved") {
        toast(words("reminder", { room: name }), {
          ...lasting,
          action: { label: words("open"), onClick: () => goTo(`${pathOf(item.room)}?message=${item.seq}`) },
          cancel: {
            label: words("done"),
            // Should it fail, the badge still says so.
            onClick: () => void laterApi.save({ room: item.room, seq: item.seq, state: "done" }).catch(() => undefined),
          },
        });
      } else {
        toast.error(words("notSent", { room: name }), {
          ...lasting,
          action: { label: words("look"), onClick: () => goTo(`/${tenant}/later?show=scheduled`) },
        });
      }
    };
    let known = inbox.store.getState().view.later;
    return inbox.store.subscribe(({ view: { later } }) => {
      if (later === known) return;
      const before = known;
      known = later;
      // Dealt with, here or on another device.
      const still = new Set(pressing(later).map(({ kind, id }) => `${kind}:${id}`));
      for (const { kind, id } of pressing(before)) if (!still.has(`${kind}:${id}`)) toast.dismiss(`${kind}:${id}`);
      for (const item of newlyPressing(before, later)) show(item);
    });
  }, [inbox, laterApi, tenant, tools]);
  return null;
}

/** How much waits for a look, on the rail. */
export function LaterBadge() {
  const t = useTranslations("later.news");
  const count = useInbox(({ view }) => pressing(view.later).length);
  if (count === 0) return null;
  return (
    <>
      <Badge variant="count" aria-hidden className="absolute -end-0.5 -top-0.5">
        {count > 99 ? "99+" : count}
      </Badge>
      <span className="sr-only">{t("badge", { count })}</span>
    </>
  );
}
