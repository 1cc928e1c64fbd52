import { getFormatter, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AdminPage } from "@/components/admin/admin-page";
import { loadRun } from "../../load-set";

/** One run: when it was, what it came to below. The page asks for itself whether it may be seen. */
export default async function EvaluationRunLayout({
  params,
  children,
}: {
  params: Promise<{ tenant: string; set: string; run: string }>;
  children: ReactNode;
}) {
  const { tenant, set: id, run } = await params;
  const { openReports, set, view } = await loadRun(tenant, id, run);
  const [t, format] = await Promise.all([getTranslations("evaluations.run"), getFormatter()]);
  const date = format.dateTime(view.run.createdAt, { dateStyle: "medium", timeStyle: "short" });
  return (
    <AdminPage
      title={t("title", { date })}
      parent={{ title: set.name, href: `/${tenant}/admin/playground/evaluations/${set.id}` }}
      openReports={await openReports}
      width="6xl"
    >
      {children}
    </AdminPage>
  );
}
