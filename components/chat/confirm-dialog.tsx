"use client";

import { useTranslations } from "next-intl";
import { useGo } from "@/components/frame/use-go";
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogHeader,
  AlertDialogTitle,
} from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import type { DialogWish } from "./dialogs";
import { FaultNote } from "./fault-note";
import { useNameOf, useRooms } from "./rooms-provider";
import { useAct } from "./use-act";

type ConfirmWish = Extract<DialogWish, { kind: "archive" | "leave" | "remove" }>;

/** Names the thing and what follows, before it is done. */
export function ConfirmDialog({ wish, onClose }: { wish: ConfirmWish; onClose: () => void }) {
  const t = useTranslations("rooms.confirm");
  const { api, inbox, tenant } = useRooms();
  const nameOf = useNameOf();
  const go = useGo();
  const { act, pending, fault } = useAct();
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
    <AlertDialog open onOpenChange={(open) => !open && onClose()}>
      <AlertDialogContent>
        <AlertDialogHeader>
          <AlertDialogTitle>{t(`${wish.kind}.title`, names)}</AlertDialogTitle>
          <AlertDialogDescription>{t(consequenceOf(wish), names)}</AlertDialogDescription>
        </AlertDialogHeader>
        {fault ? <FaultNote fault={fault} /> : null}
        <AlertDialogFooter>
          <Button variant="destructive" pending={pending} onClick={async () => (await act(run)) && onClose()}>
            {t(`${wish.kind}.submit`)}
          </Button>
          <AlertDialogCancel>{t(`${wish.kind}.cancel`)}</AlertDialogCancel>
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}

function consequenceOf(wish: ConfirmWish) {
  if (wish.kind !== "leave") return `${wish.kind}.consequence` as const;
  return wish.room.visibility === "public"
    ? ("leave.consequencePublic" as const)
    : ("leave.consequencePrivate" as const);
}
