import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { REPORTS } from "@/lib/reporting/protocol";
import { ReportPage, type Query } from "../report-page";

interface Props {
  params: Promise<{ tenant: string; report: string }>;
  searchParams: Promise<Query>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { report: asked } = await params;
  const t = await getTranslations("reports");
  const report = REPORTS.find((one) => one === asked);
  return { title: report ? `${t(`tabs.${report}`)} · ${t("title")}` : t("title") };
}

export default async function OneReportPage({ params, searchParams }: Props) {
  const [{ tenant, report: asked }, query] = await Promise.all([params, searchParams]);
  const report = REPORTS.find((one) => one === asked);
  if (!report) notFound();
  return <ReportPage tenant={tenant} report={report} query={query} />;
}
