import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/admin-page";
import { KeysScreen } from "@/components/admin/keys-screen";
import { allows } from "@/lib/access/server/require-permission";
import { requirePage } from "@/lib/access/server/session-ctx";
import { listKeys } from "@/lib/keys/server/list-keys";
import { findModels } from "@/lib/models/server/find-models";
import { countOpenReports } from "@/lib/moderation/server/count-open-reports";
import { showTenantConfig } from "@/lib/tenants/server/show-config";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("keys");
  return { title: t("title") };
}

/** For administrators; for everybody else there is no such page. */
export default async function KeysPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const ctx = await requirePage(tenant, `/${tenant}/admin/keys`);
  if (!allows(ctx, "key", "manage")) notFound();
  const { config } = await showTenantConfig(ctx);
  const [{ keys }, models, openReports, t] = await Promise.all([
    listKeys(ctx, { tenant }),
    findModels(ctx, config.tier),
    countOpenReports(ctx),
    getTranslations("keys"),
  ]);
  return (
    <AdminPage title={t("title")} openReports={openReports}>
      <KeysScreen
        tenant={{ slug: tenant, name: ctx.tenantName }}
        keys={keys}
        models={(models ?? []).filter(({ inTier }) => inTier).map(({ id }) => id)}
        baseUrl={`${ctx.env.appOrigins[0] ?? ""}/v1`}
        tier={config.tier}
        nowMs={ctx.now()}
      />
    </AdminPage>
  );
}
