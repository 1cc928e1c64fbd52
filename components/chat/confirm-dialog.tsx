"use client";

import { useTranslations } from "next-intl";
import { useGo } from "@/components/frame/use-go";
import { DestructiveDialog } from "./destructive-dialog";
import type { DialogWish } from "./dialogs";
import { useNameOf, useRooms } from "./rooms-provider";

type ConfirmWish = Extract<DialogWish, { kind: "archive" | "leave" | "remove" }>;

/** Names the thing and what follows, before it is done. */
export function ConfirmDialog({ wish, onClose }: { wish: ConfirmWish; onClose: () => void }) {
  const t = useTranslations("rooms.confirm");
  const { api, inbox, tenant } = useRooms();
  const nameOf = useNameOf();
  const go = useGo();
  const names =
    wish.kind === "remove" ? { person: nameOf(wish.person), room: wish.roomName } : { person: "", room: wish.name };

  const run = async () => {
    switch (wish.kind) {
      case "archive":
        return api.change(wish.room.roomId, { archived: true });
      case "remove":
        return api.removeMember(wish.room, wish.person);
      case "leave":
        await api.leave(wish.room.roomId);
        inbox.store.actions.left(wish.room.roomId);
        return go(`/${tenant}/rooms`);
      default:
        return wish satisfies never;
    }
  };
  return (
    <DestructiveDialog
      title={t(`${wish.kind}.title`, names)}
      consequence={t(consequenceOf(wish), names)}
      submit={t(`${wish.kind}.submit`)}
      cancel={t(`${wish.kind}.cancel`)}
      run={run}
      onClose={onClose}
    />
  );
}

function consequenceOf(wish: ConfirmWish) {
  if (wish.kind !== "leave") return `${wish.kind}.consequence` as const;
  return wish.room.visibility === "public"
    ? ("leave.consequencePublic" as const)
    : ("leave.consequencePrivate" as const);
}
