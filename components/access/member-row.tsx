"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/sonner";
import { TableCell, TableRow } from "@/components/ui/table";
import { send } from "@/lib/access/client/send";
import { useFaultWords } from "@/lib/access/client/use-form";
import type { TenantRole } from "@/lib/rooms/server/objects";
import type { MemberView } from "@/lib/tenants/protocol";
import { ConfirmRemoval } from "./confirm-removal";
import { RoleSelect } from "./role-select";

/** One of the tenant's people: what they may do, and the end of it. */
export function MemberRow({
  tenant,
  member,
  assignable,
}: {
  tenant: { slug: string; name: string };
  member: MemberView;
  assignable: readonly TenantRole[];
}) {
  const t = useTranslations("access.members");
  const roleName = useTranslations("access.roleNames");
  const format = useFormatter();
  const words = useFaultWords();
  const router = useRouter();
  // What was chosen shows at once, and goes back when the server refuses.
  const [chosen, setChosen] = useState<TenantRole | null>(null);
  const role = chosen ?? member.role;
  const path = `/api/t/${tenant.slug}/members/${member.person}`;
  const mine = assignable.includes(member.role);

  const change = async (next: TenantRole) => {
    setChosen(next);
    const sent = await send("PATCH", path, { role: next });
    if (sent.ok) {
      toast(t("roleChanged", { name: member.name, role: roleName(next) }));
      router.refresh();
    } else {
      setChosen(null);
      toast.error(words(sent.fault));
    }
  };
  const remove = async () => {
    const sent = member.me ? await send("POST", `/api/t/${tenant.slug}/leave`, {}) : await send("DELETE", path);
    if (!sent.ok) toast.error(words(sent.fault));
    else if (member.me) window.location.assign("/api/tenants/start");
    else {
      toast(t("removed", { name: member.name }));
      router.refresh();
    }
  };

  return (
    <TableRow>
      <TableCell className="max-w-56 font-medium max-md:max-w-28">
        <span className="block truncate">
          {member.name}
          {member.me ? <span className="ms-2 text-xs font-normal text-muted-foreground">{t("you")}</span> : null}
        </span>
        <span className="block truncate text-xs font-normal text-muted-foreground md:hidden">{member.email}</span>
      </TableCell>
      <TableCell className="max-w-64 max-md:hidden">
        <span className="block truncate text-muted-foreground">{member.email}</span>
      </TableCell>
      <TableCell>
        {mine ? (
          <RoleSelect
            value={role}
            roles={assignable}
            onChange={(next) => void change(next)}
            label={t("roleOf", { name: member.name })}
            className="w-36 max-md:w-40"
          />
        ) : (
          roleName(role)
        )}
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted-foreground max-md:hidden">
        {format.dateTime(member.since, { dateStyle: "medium" })}
      </TableCell>
      <TableCell className="text-end">
        {member.me || mine ? (
          <ConfirmRemoval
            title={member.me ? t("leaveTitle", { tenant: tenant.name }) : t("removeTitle", { name: member.name })}
            body={member.me ? t("leaveBody") : t("removeBody", { name: member.name })}
            confirm={member.me ? t("leaveConfirm", { tenant: tenant.name }) : t("removeConfirm", { name: member.name })}
            onConfirm={remove}
          >
            <Button variant="ghost" size="sm">
              {member.me ? t("leaveShort") : t("removeShort")}
              <span className="sr-only">: {member.me ? tenant.name : member.name}</span>
            </Button>
          </ConfirmRemoval>
        ) : null}
      </TableCell>
    </TableRow>
  );
}
