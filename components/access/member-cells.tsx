"use client";

import { LogOut, UserMinus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/sonner";
import { send } from "@/lib/access/client/send";
import { useFaultWords } from "@/lib/access/client/use-form";
import type { TenantRole } from "@/lib/rooms/server/objects";
import type { MemberView } from "@/lib/tenants/protocol";
import { ConfirmRemoval } from "./confirm-removal";
import { RoleSelect } from "./role-select";

interface MemberCellProps {
  tenant: { slug: string; name: string };
  member: MemberView;
  /** Roles the viewer may give and take. */
  assignable: readonly TenantRole[];
}

/** What a member may do, and the way to change it. */
export function MemberRole({ tenant, member, assignable }: MemberCellProps) {
  const t = useTranslations("access.members");
  const roleName = useTranslations("access.roleNames");
  const words = useFaultWords();
  const router = useRouter();
  // What was chosen shows at once, and goes back when the server refuses.
  const [chosen, setChosen] = useState<TenantRole | null>(null);
  const role = chosen ?? member.role;
  if (!assignable.includes(member.role)) return roleName(role);
  const change = async (next: TenantRole) => {
    setChosen(next);
    const sent = await send("PATCH", `/api/t/${tenant.slug}/members/${member.person}`, { role: next });
    if (sent.ok) {
      toast(t("roleChanged", { name: member.name, role: roleName(next) }));
      router.refresh();
    } else {
      setChosen(null);
      toast.error(words(sent.fault));
    }
  };
  return (
    <RoleSelect
      value={role}
      roles={assignable}
      onChange={(next) => void change(next)}
      label={t("roleOf", { name: member.name })}
      className="w-36 max-md:w-38"
    />
  );
}

/** The end of a membership: one's own, or that of somebody the viewer may remove. */
export function MemberRemoval({ tenant, member, assignable }: MemberCellProps) {
  const t = useTranslations("access.members");
  const words = useFaultWords();
  const router = useRouter();
  if (!member.me && !assignable.includes(member.role)) return null;
  const remove = async () => {
    const sent = member.me
      ? await send("POST", `/api/t/${tenant.slug}/leave`, {})
      : await send("DELETE", `/api/t/${tenant.slug}/members/${member.person}`);
    if (!sent.ok) toast.error(words(sent.fault));
    else if (member.me) window.location.assign("/api/tenants/start");
    else {
      toast(t("removed", { name: member.name }));
      router.refresh();
    }
  };
  return (
    <ConfirmRemoval
      title={member.me ? t("leaveTitle", { tenant: tenant.name }) : t("removeTitle", { name: member.name })}
      body={member.me ? t("leaveBody") : t("removeBody", { name: member.name })}
      confirm={member.me ? t("leaveConfirm", { tenant: tenant.name }) : t("removeConfirm", { name: member.name })}
      onConfirm={remove}
    >
      <Button variant="ghost" size="sm">
        {member.me ? <LogOut aria-hidden className="md:hidden" /> : <UserMinus aria-hidden className="md:hidden" />}
        <span className="max-md:sr-only">{member.me ? t("leaveShort") : t("removeShort")}</span>
        <span className="sr-only">: {member.me ? tenant.name : member.name}</span>
      </Button>
    </ConfirmRemoval>
  );
}
