import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AdminNav } from "@/components/frame/admin-nav";
import { Main, MainHeader } from "@/components/frame/place";
import { ModerationTabs } from "@/components/moderation/moderation-tabs";
import { ReportList } from "@/components/moderation/report-list";
import { WordFilter } from "@/components/moderation/word-filter";
import { allows } from "@/lib/access/server/require-permission";
import { requirePage, type SessionCtx } from "@/lib/access/server/session-ctx";
import { countOpenReports } from "@/lib/moderation/server/count-open-reports";
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
  const ctx = await requirePage(tenant);
  if (!allows(ctx, "message", "moderate")) notFound();
  const tab = query.tab === "words" ? "words" : "reports";
  const [openReports, shown, t] = await Promise.all([
    countOpenReports(ctx),
    tab === "words" ? words(ctx) : reports(ctx, query),
    getTranslations("moderation.page"),
  ]);
  return (
    <Main>
      <MainHeader>
        <h1 className="sr-only">{t("title")}</h1>
        <AdminNav openReports={openReports} />
      </MainHeader>
      <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto">
        <div className="max-w-4xl p-4 max-md:p-3">
          <ModerationTabs tab={tab}>{shown}</ModerationTabs>
        </div>
      </div>
    </Main>
  );
}

async function words(ctx: SessionCtx) {
  return <WordFilter words={(await listWords(ctx)).words} />;
}

async function reports(ctx: SessionCtx, query: Query) {
  return <ReportList {...await listReports(ctx, query)} />;
}
