import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { InvitePeople } from "@/components/access/invite-people";
import { MembersTable } from "@/components/access/members-table";
import { OpenInvitations } from "@/components/access/open-invitations";
import { TenantNameForm } from "@/components/access/tenant-name-form";
import { AdminNav } from "@/components/frame/admin-nav";
import { Main, MainHeader } from "@/components/frame/place";
import { allows, rolesToGive } from "@/lib/access/server/require-permission";
import { requirePage } from "@/lib/access/server/session-ctx";
import { countOpenReports } from "@/lib/moderation/server/count-open-reports";
import { listInvitations } from "@/lib/tenants/server/list-invitations";
import { listMembers } from "@/lib/tenants/server/list-members";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("access.members");
  return { title: t("title") };
}

/** For administrators; for everybody else there is no such page. */
export default async function MembersPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const ctx = await requirePage(tenant, `/${tenant}/admin/members`);
  if (!allows(ctx, "member", "update")) notFound();
  const [{ members }, { mails, links }, openReports, t] = await Promise.all([
    listMembers(ctx),
    listInvitations(ctx),
    countOpenReports(ctx),
    getTranslations("access.members"),
  ]);
  const assignable = rolesToGive(ctx);
  return (
    <Main>
      <MainHeader>
        <h1 className="sr-only">{t("title")}</h1>
        <AdminNav openReports={openReports} />
      </MainHeader>
      <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto">
        <div className="flex max-w-4xl flex-col gap-6 p-4 max-md:p-3">
          <MembersTable tenant={{ slug: tenant, name: ctx.tenantName }} members={members} assignable={assignable} />
          <div className="grid items-start gap-5 lg:grid-cols-2">
            <InvitePeople slug={tenant} assignable={assignable} />
            <OpenInvitations slug={tenant} mails={mails} links={links} />
            {allows(ctx, "organization", "update") ? <TenantNameForm slug={tenant} name={ctx.tenantName} /> : null}
          </div>
        </div>
      </div>
    </Main>
  );
}
