import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/admin-page";
import { OverviewDays } from "@/components/overview/overview-days";
import { OverviewScreen } from "@/components/overview/overview-screen";
import { requireAdmin } from "@/lib/access/server/require-admin";
import { showOverview } from "@/lib/overview/server/show-overview";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("overview");
  return { title: t("title") };
}

/** For administrators; for everybody else there is no such page. */
export default async function OverviewPage({
  params,
  searchParams,
}: {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const [{ tenant }, query] = await Promise.all([params, searchParams]);
  const { ctx, openReports } = await requireAdmin(tenant, ["report", "read"], ["key", "manage"]);
  const [overview, t] = await Promise.all([showOverview(ctx, query, openReports), getTranslations("overview")]);
  return (
    <AdminPage
      title={t("title")}
      openReports={await openReports}
      width="6xl"
      actions={<OverviewDays slug={tenant} days={overview.days} />}
    >
      <OverviewScreen slug={tenant} overview={overview} nowMs={ctx.now()} />
    </AdminPage>
  );
}
