import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/admin-page";
import { ModelsScreen } from "@/components/admin/models-screen";
import { allows } from "@/lib/access/server/require-permission";
import { requirePage } from "@/lib/access/server/session-ctx";
import { findModels } from "@/lib/models/server/find-models";
import { countOpenReports } from "@/lib/moderation/server/count-open-reports";
import { showTenantConfig } from "@/lib/tenants/server/show-config";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("models");
  return { title: t("title") };
}

/** For administrators; for everybody else there is no such page. */
export default async function ModelsPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const ctx = await requirePage(tenant, `/${tenant}/admin/models`);
  if (!allows(ctx, "model", "configure")) notFound();
  const { config } = await showTenantConfig(ctx);
  const [models, openReports, t] = await Promise.all([
    findModels(ctx, config.tier),
    countOpenReports(ctx),
    getTranslations("models"),
  ]);
  const { tier, defaultModel, systemPrompt } = config;
  return (
    <AdminPage title={t("title")} openReports={openReports}>
      <ModelsScreen
        slug={tenant}
        models={models}
        config={{ tier, defaultModel, models: config.models, systemPrompt }}
      />
    </AdminPage>
  );
}
