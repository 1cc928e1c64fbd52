import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { HealthTable } from "@/components/operator/health-table";
import { requirePageOperator } from "@/lib/access/server/page-operator";
import { loadHealth } from "@/lib/operator/server/load-health";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("operator.health");
  return { title: t("title") };
}

/** Whether every part of the installation does what it should. */
export default async function OperatorHealthPage() {
  const ctx = await requirePageOperator("/operator/health");
  const [health, t] = await Promise.all([loadHealth(ctx), getTranslations("operator.health")]);
  return (
    <>
      <h1 className="text-lg font-semibold">{t("title")}</h1>
      <HealthTable health={health} />
    </>
  );
}
