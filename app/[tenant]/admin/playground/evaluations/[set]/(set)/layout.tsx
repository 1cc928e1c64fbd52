import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AdminPage } from "@/components/admin/admin-page";
import { loadSet } from "../load-set";

/** One set: its name, what it holds below. The page asks for itself whether it may be seen. */
export default async function EvaluationSetLayout({
  params,
  children,
}: {
  params: Promise<{ tenant: string; set: string }>;
  children: ReactNode;
}) {
  const { tenant, set: id } = await params;
  const { openReports, set } = await loadSet(tenant, id);
  const t = await getTranslations("evaluations");
  return (
    <AdminPage
      title={set.name}
      parent={{ title: t("title"), href: `/${tenant}/admin/playground/evaluations` }}
      openReports={await openReports}
      width="6xl"
    >
      {children}
    </AdminPage>
  );
}
