import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/admin-page";
import { CallsScreen } from "@/components/tools/calls-screen";
import { requireAdmin } from "@/lib/access/server/require-admin";
import { listCalls } from "@/lib/tools/server/list-calls";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("tools.log");
  return { title: t("title") };
}

/** For administrators; for everybody else there is no such page. */
export default async function ToolCallsPage({
  params,
  searchParams,
}: {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const [{ tenant }, query] = await Promise.all([params, searchParams]);
  const { ctx, openReports } = await requireAdmin(tenant, ["tool", "manage"]);
  const [place, t] = await Promise.all([listCalls(ctx, query), getTranslations("tools")]);
  return (
    <AdminPage
      title={t("calls")}
      parent={{ title: t("title"), href: `/${tenant}/admin/tools` }}
      openReports={await openReports}
    >
      <CallsScreen slug={tenant} place={place} nowMs={ctx.now()} />
    </AdminPage>
  );
}
