import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/admin-page";
import { LiveScreen } from "@/components/live/live-screen";
import { requireAdmin } from "@/lib/access/server/require-admin";
import { showLive } from "@/lib/observe/server/show-live";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("live");
  return { title: t("title") };
}

/** For administrators; for everybody else there is no such page. */
export default async function LivePage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const { ctx, openReports } = await requireAdmin(tenant, ["live", "read"]);
  const [{ live }, t] = await Promise.all([showLive(ctx, { tenant }), getTranslations("live")]);
  return (
    <AdminPage title={t("title")} openReports={await openReports}>
      <LiveScreen slug={tenant} first={live} />
    </AdminPage>
  );
}
