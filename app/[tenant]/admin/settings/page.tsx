import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ApiSettings } from "@/components/access/api-settings";
import { MessageSettings } from "@/components/access/message-settings";
import { AdminPage } from "@/components/admin/admin-page";
import { NotifyPolicySettings } from "@/components/notify/policy-settings";
import { requireAdmin } from "@/lib/access/server/require-admin";
import { showPolicy } from "@/lib/notify/server/show-policy";
import { showTenantConfig } from "@/lib/tenants/server/show-config";
import { showSettings } from "@/lib/tenants/server/show-settings";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("access.settings");
  return { title: t("title") };
}

/** For administrators; for everybody else there is no such page. */
export default async function SettingsPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const { ctx, openReports } = await requireAdmin(tenant, ["organization", "update"]);
  const [settings, policy, { config }, t] = await Promise.all([
    showSettings(ctx),
    showPolicy(ctx),
    showTenantConfig(ctx),
    getTranslations("access.settings"),
  ]);
  return (
    <AdminPage title={t("title")} openReports={await openReports} width="2xl">
      <MessageSettings tenant={tenant} linkPreviews={settings.linkPreviews} />
      <NotifyPolicySettings tenant={tenant} hideText={policy.hideText} />
      <ApiSettings key={config.version} tenant={tenant} config={config} />
    </AdminPage>
  );
}
