import type { Metadata } from "next";
import { getTimeZone, getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/admin-page";
import { UsageScreen } from "@/components/admin/usage-screen";
import { requireAdmin } from "@/lib/access/server/require-admin";
import { listKeys } from "@/lib/keys/server/list-keys";
import { loadUsage } from "@/lib/quotas/server/load-usage";
import { listProjects } from "@/lib/projects/server/read-projects";
import { showTenantConfig } from "@/lib/tenants/server/show-config";

type Query = Record<string, string | string[] | undefined>;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("usage");
  return { title: t("title") };
}

/** For administrators; for everybody else there is no such page. */
export default async function UsagePage({
  params,
  searchParams,
}: {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<Query>;
}) {
  const [{ tenant }, query, zone] = await Promise.all([params, searchParams, getTimeZone()]);
  const { ctx, openReports } = await requireAdmin(tenant, ["usage", "read"], ["key", "manage"]);
  const [report, { config }, { keys }, { projects }, t] = await Promise.all([
    loadUsage(ctx, { ...query, zone }),
    showTenantConfig(ctx),
    listKeys(ctx, { tenant }),
    listProjects(ctx, { tenant }),
    getTranslations("usage"),
  ]);
  return (
    <AdminPage title={t("title")} openReports={await openReports}>
      <UsageScreen
        slug={tenant}
        report={report}
        days={Number(query.days ?? 30)}
        quotas={config.quotas}
        tier={config.tier}
        ownQuotas={config.ownQuotas}
        zone={config.zone}
        keys={keys.map(({ id, name, shown }) => ({ id, name, shown }))}
        projects={projects.map(({ id, name }) => ({ id, name }))}
      />
    </AdminPage>
  );
}
