"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Pager } from "@/components/ui/pager";
import { toast } from "@/components/ui/sonner";
import { SortHead } from "@/components/ui/sort-head";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { send } from "@/lib/access/client/send";
import { useFaultWords } from "@/lib/access/client/use-form";
import type { TenantRole } from "@/lib/rooms/server/objects";
import { matchingMembers } from "@/lib/tenants/core/member-list";
import type { MemberView } from "@/lib/tenants/protocol";
import { pageOf } from "@/lib/ui/page-of";
import { ConfirmRemoval } from "./confirm-removal";
import { MembersExport } from "./members-export";
import { RoleSelect } from "./role-select";
import { useMemberList } from "./use-member-list";

export interface MembersTableProps {
  tenant: { slug: string; name: string };
  members: readonly MemberView[];
  /** Roles the viewer may give and take; a member with another one is not theirs to change. */
  assignable: readonly TenantRole[];
}

/** Who belongs to the tenant, with what role. */
export function MembersTable({ tenant, members, assignable }: MembersTableProps) {
  const t = useTranslations("access.members");
  const [view, show] = useMemberList();
  const { query, sort, down } = view;
  const matching = useMemo(
    () => matchingMembers(members, { query, sort, down, page: 1 }),
    [members, query, sort, down],
  );
  const { rows, page, pages } = pageOf(matching, view.page);
  return (
    <section aria-label={t("title")} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <Field label={t("filter")} labelHidden>
          <Input
            type="search"
            placeholder={t("filter")}
            autoComplete="off"
            value={query}
            onChange={(event) => show({ query: event.target.value })}
            className="w-64"
          />
        </Field>
        <div className="flex items-center gap-3">
          <output className="text-xs text-muted-foreground">
            {matching.length === 0 ? t("noMatch", { query }) : t("count", { count: matching.length })}
          </output>
          <MembersExport slug={tenant.slug} members={matching} />
        </div>
      </div>
      <Table aria-label={t("title")}>
        <TableHeader>
          <TableRow>
            <SortHead column="name" label={t("name")} view={view} onSort={show} />
            <SortHead column="email" label={t("email")} view={view} onSort={show} className="max-md:hidden" />
            <SortHead column="role" label={t("role")} view={view} onSort={show} />
            <SortHead column="since" label={t("since")} view={view} onSort={show} className="max-md:hidden" />
            <TableHead>
              <span className="sr-only">{t("acts")}</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map((member) => (
            <MemberRow key={member.person} tenant={tenant} member={member} assignable={assignable} />
          ))}
        </TableBody>
      </Table>
      <Pager page={page} pages={pages} onPage={(next) => show({ page: next })} />
    </section>
  );
}

function MemberRow({
  tenant,
  member,
  assignable,
}: {
  tenant: MembersTableProps["tenant"];
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
