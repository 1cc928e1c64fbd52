import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/admin-page";
import { ModerationTabs } from "@/components/moderation/moderation-tabs";
import { ReportList } from "@/components/moderation/report-list";
import { WordFilter } from "@/components/moderation/word-filter";
import { requireAdmin } from "@/lib/access/server/require-admin";
import type { SessionCtx } from "@/lib/access/server/session-ctx";
import { listReports } from "@/lib/moderation/server/list-reports";
import { listWords } from "@/lib/moderation/server/list-words";

type Query = Record<string, string | string[] | undefined>;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("moderation.page");
  return { title: t("title") };
}

/** For administrators; for everybody else there is no such page. */
export default async function ModerationPage({
  params,
  searchParams,
}: {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<Query>;
}) {
  const [{ tenant }, query] = await Promise.all([params, searchParams]);
  const { ctx, openReports } = await requireAdmin(tenant, ["message", "moderate"]);
  const tab = query.tab === "words" ? "words" : "reports";
  const [shown, t] = await Promise.all([
    tab === "words" ? words(ctx) : reports(ctx, query),
    getTranslations("moderation.page"),
  ]);
  return (
    <AdminPage title={t("title")} openReports={await openReports} width="4xl">
      <ModerationTabs tab={tab}>{shown}</ModerationTabs>
    </AdminPage>
  );
}

async function words(ctx: SessionCtx) {
  return <WordFilter words={(await listWords(ctx)).words} />;
}

async function reports(ctx: SessionCtx, query: Query) {
  return <ReportList {...await listReports(ctx, query)} />;
}
