import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/admin-page";
import { TranscriptScreen } from "@/components/conversations/transcript-screen";
import { requirePage } from "@/lib/access/server/session-ctx";
import { readTranscript } from "@/lib/conversations/server/read-transcript";
import { mayReadConversations } from "@/lib/conversations/server/rights";
import { countOpenReports } from "@/lib/moderation/server/count-open-reports";
import { AppError } from "@/lib/platform/errors";
import { isUuid, type ConversationId } from "@/lib/platform/ids";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("conversations");
  return { title: t("title") };
}

/** For administrators and agents; a foreign, missing or erased one is no page, as for everybody else. */
export default async function ConversationPage({
  params,
}: {
  params: Promise<{ tenant: string; conversation: string }>;
}) {
  const { tenant, conversation: id } = await params;
  const ctx = await requirePage(tenant);
  if (!mayReadConversations(ctx) || !isUuid(id)) notFound();
  const transcript = await readTranscript(ctx, id as ConversationId).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  });
  const [openReports, t] = await Promise.all([countOpenReports(ctx), getTranslations("conversations")]);
  const name = transcript.conversation.visitorName ?? t("anonymous");
  return (
    <AdminPage
      title={t("transcript.title", { name })}
      parent={{ title: t("title"), href: `/${tenant}/admin/conversations` }}
      openReports={openReports}
    >
      <TranscriptScreen slug={tenant} transcript={transcript} />
    </AdminPage>
  );
}
