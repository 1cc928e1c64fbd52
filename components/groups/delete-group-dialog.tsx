"use client";

import { useTranslations } from "next-intl";
import { FaultNote } from "@/components/chat/fault-note";
import { useAct } from "@/components/chat/use-act";
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
import type { PeopleGroup } from "@/lib/groups/protocol";
import { ApiError } from "@/lib/rooms/client/api";
import { useGroups } from "./groups-provider";

/** Names the group and what follows, before it is deleted. */
export function DeleteGroupDialog({ group, onClose }: { group: PeopleGroup; onClose: () => void }) {
  const t = useTranslations("groups.confirm");
  const { api, put } = useGroups();
  const { act, pending, fault } = useAct();
  const remove = async () => {
    const done = await act(() =>
      api.remove(group.id).catch((error: unknown) => {
        // Somebody else was faster.
        if (error instanceof ApiError && error.code === "not_found") return;
        throw error;
      }),
    );
    if (!done) return;
    put({ ...group, people: [], deleted: true });
    onClose();
  };
  return (
    <AlertDialog open onOpenChange={(open) => !open && onClose()}>
      <AlertDialogContent>
        <AlertDialogHeader>
          <AlertDialogTitle>{t("title", { handle: `@${group.handle}` })}</AlertDialogTitle>
          <AlertDialogDescription>{t("consequence")}</AlertDialogDescription>
        </AlertDialogHeader>
        {fault ? <FaultNote fault={fault} /> : null}
        <AlertDialogFooter>
          <Button variant="destructive" pending={pending} onClick={() => void remove()}>
            {t("submit")}
          </Button>
          <AlertDialogCancel>{t("cancel")}</AlertDialogCancel>
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
