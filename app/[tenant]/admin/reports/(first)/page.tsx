import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { REPORTS } from "@/lib/reporting/protocol";
import { ReportPage, type Query } from "../report-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("reports");
  return { title: t("title") };
}

/** The reports' own address shows the first of them. */
export default async function ReportsPage({
  params,
  searchParams,
}: {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<Query>;
}) {
  const [{ tenant }, query] = await Promise.all([params, searchParams]);
  return <ReportPage tenant={tenant} report={REPORTS[0]} query={query} />;
}
