"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useMemo } from "react";
import { BulkAct } from "@/components/admin/bulk-act";
import { DataTable, type Column } from "@/components/admin/data-table";
import { useListView } from "@/components/admin/use-list-view";
import { send } from "@/lib/access/client/send";
import type { TenantRole } from "@/lib/rooms/server/objects";
import { matchingMembers, readMemberList, writeMemberList, type MemberListView } from "@/lib/tenants/core/member-list";
import type { MemberView } from "@/lib/tenants/protocol";
import { MemberRemoval, MemberRole } from "./member-cells";

interface MembersTableProps {
  tenant: { slug: string; name: string };
  members: readonly MemberView[];
  /** Roles the viewer may give and take; a member with another one is not theirs to change. */
  assignable: readonly TenantRole[];
}

/** Who belongs to the tenant, with what role. */
export function MembersTable({ tenant, members, assignable }: MembersTableProps) {
  const t = useTranslations("access.members");
  const format = useFormatter();
  const [view, show] = useListView(readMemberList, writeMemberList);
  const { query, sort, down } = view;
  const matching = useMemo(
    () => matchingMembers(members, { query, sort, down, page: 1 }),
    [members, query, sort, down],
  );
  const columns: Column<MemberView, MemberListView["sort"]>[] = [
    {
      ...{ id: "name", label: t("name"), sorts: true, className: "max-w-56 max-md:max-w-24", csv: ({ name }) => name },
      cell: ({ name, email, me }) => (
        <>
          <span className="block truncate font-medium">
            {name}
            {me ? <span className="ms-2 text-xs font-normal text-muted-foreground">{t("you")}</span> : null}
          </span>
          <span className="block truncate text-xs text-muted-foreground md:hidden">{email}</span>
        </>
      ),
    },
    {
      ...{ id: "email", label: t("email"), sorts: true, csv: ({ email }) => email ?? "" },
      className: "max-w-64 max-md:hidden",
      cell: ({ email }) => <span className="block truncate text-muted-foreground">{email}</span>,
    },
    {
      ...{ id: "role", label: t("role"), sorts: true, csv: ({ role }) => role },
      cell: (member) => <MemberRole tenant={tenant} member={member} assignable={assignable} />,
    },
    {
      ...{ id: "since", label: t("since"), sorts: true, csv: ({ since }) => new Date(since).toISOString() },
      className: "whitespace-nowrap text-muted-foreground max-md:hidden",
      cell: ({ since }) => format.dateTime(since, { dateStyle: "medium" }),
    },
    {
      ...{ id: "acts", label: t("acts"), quiet: true, end: true },
      cell: (member) => <MemberRemoval tenant={tenant} member={member} assignable={assignable} />,
    },
  ];
  return (
    <DataTable
      title={t("title")}
      find={t("filter")}
      view={view}
      onShow={show}
      matching={matching}
      told={matching.length === 0 ? t("noMatch", { query }) : t("count", { count: matching.length })}
      columns={columns}
      keyOf={({ person }) => person}
      csv={`${tenant.slug}-members.csv`}
      bulk={{
        may: ({ me, role }) => !me && assignable.includes(role),
        nameOf: ({ name }) => name,
        acts: (rows, done) => (
          <BulkAct
            rows={rows}
            label={t("bulk.remove")}
            title={t("bulk.title", { count: rows.length })}
            body={t("bulk.body", { names: rows.map(({ name }) => name).join(", ") })}
            nameOf={({ name }) => name}
            run={({ person }) => send("DELETE", `/api/t/${tenant.slug}/members/${person}`)}
            onDone={done}
          />
        ),
      }}
    />
  );
}
