"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { ListFrame } from "@/components/admin/list-frame";
import { useListView } from "@/components/admin/use-list-view";
import { SortHead } from "@/components/ui/sort-head";
import { TableHead } from "@/components/ui/table";
import type { TenantRole } from "@/lib/rooms/server/objects";
import { matchingMembers, readMemberList, writeMemberList } from "@/lib/tenants/core/member-list";
import type { MemberView } from "@/lib/tenants/protocol";
import { MemberRow } from "./member-row";
import { MembersExport } from "./members-export";

interface MembersTableProps {
  tenant: { slug: string; name: string };
  members: readonly MemberView[];
  /** Roles the viewer may give and take; a member with another one is not theirs to change. */
  assignable: readonly TenantRole[];
}

/** Who belongs to the tenant, with what role. */
export function MembersTable({ tenant, members, assignable }: MembersTableProps) {
  const t = useTranslations("access.members");
  const [view, show] = useListView(readMemberList, writeMemberList);
  const { query, sort, down } = view;
  const matching = useMemo(
    () => matchingMembers(members, { query, sort, down, page: 1 }),
    [members, query, sort, down],
  );
  return (
    <ListFrame
      title={t("title")}
      find={t("filter")}
      view={view}
      onShow={show}
      matching={matching}
      told={matching.length === 0 ? t("noMatch", { query }) : t("count", { count: matching.length })}
      acts={<MembersExport slug={tenant.slug} members={matching} />}
      heads={
        <>
          <SortHead column="name" label={t("name")} view={view} onSort={show} />
          <SortHead column="email" label={t("email")} view={view} onSort={show} className="max-md:hidden" />
          <SortHead column="role" label={t("role")} view={view} onSort={show} />
          <SortHead column="since" label={t("since")} view={view} onSort={show} className="max-md:hidden" />
          <TableHead>
            <span className="sr-only">{t("acts")}</span>
          </TableHead>
        </>
      }
      row={(member) => <MemberRow key={member.person} tenant={tenant} member={member} assignable={assignable} />}
    />
  );
}
