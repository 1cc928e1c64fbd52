"use client";

import { useTranslations } from "next-intl";
import { DestructiveDialog } from "@/components/chat/destructive-dialog";
import type { PeopleGroup } from "@/lib/groups/protocol";
import { unlessMissing } from "@/lib/rooms/client/api";
import { useGroups } from "./groups-provider";

/** Names the group and what follows, before it is deleted. */
export function DeleteGroupDialog({ group, onClose }: { group: PeopleGroup; onClose: () => void }) {
  const t = useTranslations("groups.confirm");
  const { api, put } = useGroups();
  const remove = async () => {
    // Somebody else may have been faster.
    await api.remove(group.id).catch(unlessMissing);
    put({ ...group, people: [], deleted: true });
  };
  return (
    <DestructiveDialog
      title={t("title", { handle: `@${group.handle}` })}
      consequence={t("consequence")}
      submit={t("submit")}
      cancel={t("cancel")}
      run={remove}
      onClose={onClose}
    />
  );
}
