import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TenantUsage } from "@/components/operator/tenant-usage";
import { requirePageOperator } from "@/lib/access/server/page-operator";
import { FIGURES_TENANTS_MAX, loadFigures } from "@/lib/operator/server/load-figures";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("operator.usage");
  return { title: t("title") };
}

/** What each tenant used, to sort and to save. */
export default async function OperatorUsagePage() {
  const ctx = await requirePageOperator("/operator/usage");
  const [{ tenants, cut }, t, overview] = await Promise.all([
    loadFigures(ctx),
    getTranslations("operator.usage"),
    getTranslations("operator.overview"),
  ]);
  return (
    <>
      <div className="flex flex-col gap-1">
        <h1 className="text-lg font-semibold">{t("title")}</h1>
        <p className="text-sm text-muted-foreground">
          {t("help")} {cut ? overview("cut", { count: FIGURES_TENANTS_MAX }) : ""}
        </p>
      </div>
      <TenantUsage tenants={tenants} />
    </>
  );
}
