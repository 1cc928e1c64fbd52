import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/admin-page";
import { PromptsList } from "@/components/prompts/prompts-list";
import { requireAdmin } from "@/lib/access/server/require-admin";
import { listPrompts } from "@/lib/playground/server/read-prompts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("prompts");
  return { title: t("title") };
}

/** For administrators; for everybody else there is no such page. */
export default async function PromptsPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const { ctx, openReports } = await requireAdmin(tenant, ["project", "manage"]);
  const [prompts, t] = await Promise.all([listPrompts(ctx), getTranslations("prompts")]);
  return (
    <AdminPage title={t("title")} openReports={await openReports}>
      <PromptsList slug={tenant} prompts={prompts} />
    </AdminPage>
  );
}
