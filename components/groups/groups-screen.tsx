"use client";

import { Pencil, Plus, Trash2, Users } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import { useNameOf } from "@/components/chat/rooms-provider";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { GROUP_LIMITS, type PeopleGroup } from "@/lib/groups/protocol";
import { DeleteGroupDialog } from "./delete-group-dialog";
import { GroupDialog } from "./group-dialog";
import { useGroups } from "./groups-provider";

type Open = { kind: "create" } | { kind: "edit" | "delete"; group: PeopleGroup } | null;

/** The groups by their handles, with who is in them. */
export function GroupsScreen({ mayManage }: { mayManage: boolean }) {
  const t = useTranslations("groups");
  const { groups, freshen } = useGroups();
  const [open, setOpen] = useState<Open>(null);
  useEffect(freshen, [freshen]);
  const shown = useMemo(
    () => [...groups.values()].filter(({ deleted }) => !deleted).sort((a, b) => (a.handle < b.handle ? -1 : 1)),
    [groups],
  );
  const full = shown.length >= GROUP_LIMITS.perTenantMax;
  const create = (
    <Button onClick={() => setOpen({ kind: "create" })}>
      <Plus aria-hidden />
      {t("create")}
    </Button>
  );
  return (
    <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto px-4 max-md:px-3">
      {shown.length === 0 ? (
        <EmptyState icon={Users} title={t("empty.title")} actions={mayManage ? create : null} className="px-0">
          {t(mayManage ? "empty.admin" : "empty.member")}
        </EmptyState>
      ) : (
        <div className="flex max-w-3xl flex-col pb-4">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3">
            <p className="min-w-0 flex-1 basis-64 text-sm text-muted-foreground">{t("about")}</p>
            {mayManage && !full ? create : null}
          </div>
          {mayManage && full ? <p className="pb-2 text-sm">{t("full", { count: shown.length })}</p> : null}
          <ul aria-label={t("title")}>
            {shown.map((group) => (
              <GroupRow key={group.id} group={group} {...(mayManage ? { onOpen: setOpen } : {})} />
            ))}
          </ul>
        </div>
      )}
      {open?.kind === "create" ? <GroupDialog group={null} onClose={() => setOpen(null)} /> : null}
      {open?.kind === "edit" ? <GroupDialog group={open.group} onClose={() => setOpen(null)} /> : null}
      {open?.kind === "delete" ? <DeleteGroupDialog group={open.group} onClose={() => setOpen(null)} /> : null}
    </div>
  );
}

function GroupRow({ group, onOpen }: { group: PeopleGroup; onOpen?: (open: Open) => void }) {
  const t = useTranslations("groups");
  const nameOf = useNameOf();
  const handle = `@${group.handle}`;
  return (
    <li data-slot="group-row" className="flex items-start gap-3 border-b py-2.5">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <bdi className="font-medium">{handle}</bdi>
          <bdi className="min-w-0 truncate">{group.name}</bdi>
          <span className="text-xs text-muted-foreground">{t("count", { count: group.people.length })}</span>
        </p>
        <p className="line-clamp-3 text-xs text-muted-foreground">{group.people.map(nameOf).join(", ")}</p>
      </div>
      {onOpen ? (
        <div className="flex shrink-0">
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={t("edit", { handle })}
            onClick={() => onOpen({ kind: "edit", group })}
          >
            <Pencil aria-hidden />
          </Button>
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={t("delete", { handle })}
            onClick={() => onOpen({ kind: "delete", group })}
          >
            <Trash2 aria-hidden />
          </Button>
        </div>
      ) : null}
    </li>
  );
}
