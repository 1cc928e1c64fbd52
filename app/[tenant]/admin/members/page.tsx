import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { InvitePeople } from "@/components/access/invite-people";
import { MembersTable } from "@/components/access/members-table";
import { OpenInvitations } from "@/components/access/open-invitations";
import { TenantNameForm } from "@/components/access/tenant-name-form";
import { AdminPage } from "@/components/admin/admin-page";
import { requireAdmin } from "@/lib/access/server/require-admin";
import { allows, rolesToGive } from "@/lib/access/server/require-permission";
import { listInvitations } from "@/lib/tenants/server/list-invitations";
import { listMembers } from "@/lib/tenants/server/list-members";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("access.members");
  return { title: t("title") };
}

/** For administrators; for everybody else there is no such page. */
export default async function MembersPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const { ctx, openReports } = await requireAdmin(tenant, ["member", "update"]);
  const [{ members }, { mails, links }, t] = await Promise.all([
    listMembers(ctx),
    listInvitations(ctx),
    getTranslations("access.members"),
  ]);
  const assignable = rolesToGive(ctx);
  return (
    <AdminPage title={t("title")} openReports={await openReports} width="4xl">
      <MembersTable tenant={{ slug: tenant, name: ctx.tenantName }} members={members} assignable={assignable} />
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-2">
        <InvitePeople slug={tenant} assignable={assignable} />
        <OpenInvitations slug={tenant} mails={mails} links={links} />
        {allows(ctx, "organization", "update") ? <TenantNameForm slug={tenant} name={ctx.tenantName} /> : null}
      </div>
    </AdminPage>
  );
}
