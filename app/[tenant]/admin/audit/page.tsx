import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AuditLog } from "@/components/audit/audit-log";
import { AdminNav } from "@/components/frame/admin-nav";
import { Main, MainHeader } from "@/components/frame/place";
import { allows } from "@/lib/access/server/require-permission";
import { requirePage } from "@/lib/access/server/session-ctx";
import { listAudit } from "@/lib/audit/server/list-audit";
import { countOpenReports } from "@/lib/moderation/server/count-open-reports";

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
  const ctx = await requirePage(tenant);
  if (!allows(ctx, "audit", "read")) notFound();
  const [log, openReports, t] = await Promise.all([
    listAudit(ctx, query),
    countOpenReports(ctx),
    getTranslations("audit"),
  ]);
  return (
    <Main>
      <MainHeader>
        <h1 className="sr-only">{t("title")}</h1>
        <AdminNav openReports={openReports} />
      </MainHeader>
      <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto">
        <div className="max-w-6xl p-4 max-md:p-3">
          <AuditLog log={log} path={`/${tenant}/admin/audit`} exportPath={`/api/t/${tenant}/audit/export`} />
        </div>
      </div>
    </Main>
  );
}
