import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ApiSettings } from "@/components/access/api-settings";
import { MessageSettings } from "@/components/access/message-settings";
import { AdminNav } from "@/components/frame/admin-nav";
import { Main, MainHeader } from "@/components/frame/place";
import { NotifyPolicySettings } from "@/components/notify/policy-settings";
import { allows } from "@/lib/access/server/require-permission";
import { requirePage } from "@/lib/access/server/session-ctx";
import { countOpenReports } from "@/lib/moderation/server/count-open-reports";
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
  const ctx = await requirePage(tenant, `/${tenant}/admin/settings`);
  if (!allows(ctx, "organization", "update")) notFound();
  const [settings, openReports, policy, { config }, t] = await Promise.all([
    showSettings(ctx),
    countOpenReports(ctx),
    showPolicy(ctx),
    showTenantConfig(ctx),
    getTranslations("access.settings"),
  ]);
  return (
    <Main>
      <MainHeader>
        <h1 className="sr-only">{t("title")}</h1>
        <AdminNav openReports={openReports} />
      </MainHeader>
      <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto">
        <div className="flex max-w-2xl flex-col gap-6 p-4 max-md:p-3">
          <MessageSettings tenant={tenant} linkPreviews={settings.linkPreviews} />
          <NotifyPolicySettings tenant={tenant} hideText={policy.hideText} />
          <ApiSettings key={config.version} tenant={tenant} config={config} />
        </div>
      </div>
    </Main>
  );
}
