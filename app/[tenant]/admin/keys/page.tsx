import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/admin-page";
import { KeysScreen } from "@/components/admin/keys-screen";
import { requireAdmin } from "@/lib/access/server/require-admin";
import { listKeys } from "@/lib/keys/server/list-keys";
import { findModels } from "@/lib/models/server/find-models";
import { nameTools } from "@/lib/tools/server/name-tools";
import { showTenantConfig } from "@/lib/tenants/server/show-config";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("keys");
  return { title: t("title") };
}

/** For administrators; for everybody else there is no such page. */
export default async function KeysPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const { ctx, openReports } = await requireAdmin(tenant, ["key", "manage"]);
  const { config } = await showTenantConfig(ctx);
  const [{ keys }, models, tools, t] = await Promise.all([
    listKeys(ctx, { tenant }),
    findModels(ctx, config.tier),
    nameTools(ctx.db),
    getTranslations("keys"),
  ]);
  return (
    <AdminPage title={t("title")} openReports={await openReports}>
      <KeysScreen
        tenant={{ slug: tenant, name: ctx.tenantName }}
        keys={keys}
        models={(models ?? []).filter(({ inTier }) => inTier).map(({ id }) => id)}
        tools={config.tools === null ? tools : tools.filter((name) => config.tools?.includes(name))}
        baseUrl={`${ctx.env.appOrigins[0] ?? ""}/v1`}
        tier={config.tier}
        nowMs={ctx.now()}
      />
    </AdminPage>
  );
}
