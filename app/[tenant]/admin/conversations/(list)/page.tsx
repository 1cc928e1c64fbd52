import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/admin-page";
import { ConversationsScreen } from "@/components/conversations/conversations-screen";
import { requirePage } from "@/lib/access/server/session-ctx";
import { listConversations } from "@/lib/conversations/server/list-conversations";
import { mayEraseConversations, mayReadConversations } from "@/lib/conversations/server/rights";
import { countOpenReports } from "@/lib/moderation/server/count-open-reports";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("conversations");
  return { title: t("title") };
}

/** For administrators and agents; for everybody else there is no such page. */
export default async function ConversationsPage({
  params,
  searchParams,
}: {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const [{ tenant }, query] = await Promise.all([params, searchParams]);
  const ctx = await requirePage(tenant);
  if (!mayReadConversations(ctx)) notFound();
  const [list, openReports, t] = await Promise.all([
    listConversations(ctx, query),
    countOpenReports(ctx),
    getTranslations("conversations"),
  ]);
  return (
    <AdminPage title={t("title")} openReports={openReports}>
      <ConversationsScreen slug={tenant} list={list} mayManage={mayEraseConversations(ctx)} />
    </AdminPage>
  );
}
