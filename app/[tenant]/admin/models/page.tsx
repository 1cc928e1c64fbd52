import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/admin-page";
import { ModelsScreen } from "@/components/admin/models-screen";
import { requireAdmin } from "@/lib/access/server/require-admin";
import { findModels } from "@/lib/models/server/find-models";
import { showTenantConfig } from "@/lib/tenants/server/show-config";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("models");
  return { title: t("title") };
}

/** For administrators; for everybody else there is no such page. */
export default async function ModelsPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const { ctx, openReports } = await requireAdmin(tenant, ["model", "configure"]);
  const { config } = await showTenantConfig(ctx);
  const [models, t] = await Promise.all([findModels(ctx, config.tier), getTranslations("models")]);
  const { tier, defaultModel, systemPrompt } = config;
  return (
    <AdminPage title={t("title")} openReports={await openReports}>
      <ModelsScreen
        slug={tenant}
        models={models}
        config={{ tier, defaultModel, models: config.models, systemPrompt }}
      />
    </AdminPage>
  );
}
