import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OperatorOverview } from "@/components/operator/operator-overview";
import { requirePageOperator } from "@/lib/access/server/page-operator";
import { loadFigures } from "@/lib/operator/server/load-figures";
import { buildFacts, readInstallation } from "@/lib/operator/server/load-health";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("operator.overview");
  return { title: t("title") };
}

/** The installation at a glance. */
export default async function OperatorPage() {
  const ctx = await requirePageOperator("/operator");
  const [figures, view, t] = await Promise.all([
    loadFigures(ctx),
    readInstallation(ctx),
    getTranslations("operator.overview"),
  ]);
  return (
    <>
      <h1 className="text-lg font-semibold">{t("title")}</h1>
      <OperatorOverview figures={figures} installation={view?.installation ?? null} build={buildFacts()} />
    </>
  );
}
