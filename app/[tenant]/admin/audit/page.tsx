import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/admin-page";
import { AuditLog } from "@/components/audit/audit-log";
import { requireAdmin } from "@/lib/access/server/require-admin";
import { listAudit } from "@/lib/audit/server/list-audit";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("audit");
  return { title: t("title") };
}

/** For administrators; for everybody else there is no such page. */
export default async function AuditPage({
  params,
  searchParams,
}: {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const [{ tenant }, query] = await Promise.all([params, searchParams]);
  const { ctx, openReports } = await requireAdmin(tenant, ["audit", "read"]);
  const [log, t] = await Promise.all([listAudit(ctx, query), getTranslations("audit")]);
  return (
    <AdminPage title={t("title")} openReports={await openReports} width="6xl">
      <AuditLog
        log={log}
        path={`/${tenant}/admin/audit`}
        exportPath={`/api/t/${tenant}/audit/export`}
        verifyPath={`/api/t/${tenant}/audit/verify`}
      />
    </AdminPage>
  );
}
