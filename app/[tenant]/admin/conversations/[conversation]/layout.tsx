import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AdminPage } from "@/components/admin/admin-page";
import { countOpenReports } from "@/lib/moderation/server/count-open-reports";
import { loadConversation } from "./load-conversation";

/** One conversation: whose it is, what was said below. The page asks for itself whether it may be seen. */
export default async function ConversationLayout({
  params,
  children,
}: {
  params: Promise<{ tenant: string; conversation: string }>;
  children: ReactNode;
}) {
  const { tenant, conversation: id } = await params;
  const { ctx, conversation } = await loadConversation(tenant, id);
  const [openReports, t] = await Promise.all([countOpenReports(ctx), getTranslations("conversations")]);
  return (
    <AdminPage
      title={t("transcript.title", { name: conversation.visitorName ?? t("anonymous") })}
      parent={{ title: t("title"), href: `/${tenant}/admin/conversations` }}
      openReports={openReports}
    >
      {children}
    </AdminPage>
  );
}
