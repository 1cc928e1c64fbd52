import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/admin-page";
import { ToolsScreen } from "@/components/tools/tools-screen";
import { requireAdmin } from "@/lib/access/server/require-admin";
import { showTools } from "@/lib/tools/server/show-tools";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("tools");
  return { title: t("title") };
}

/** For administrators; for everybody else there is no such page. */
export default async function ToolsPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const { ctx, openReports } = await requireAdmin(tenant, ["tool", "manage"]);
  const [place, t] = await Promise.all([showTools(ctx), getTranslations("tools")]);
  return (
    <AdminPage title={t("title")} openReports={await openReports}>
      <ToolsScreen tenant={{ slug: tenant, name: ctx.tenantName }} place={place} />
    </AdminPage>
  );
}
