import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AdminPage } from "@/components/admin/admin-page";
import { loadPlace } from "./load-place";

/** One prompt: whose it is, its text and versions below. The page asks for itself whether it may be seen. */
export default async function PromptLayout({
  params,
  children,
}: {
  params: Promise<{ tenant: string; place: string }>;
  children: ReactNode;
}) {
  const { tenant, place } = await params;
  const { openReports, name } = await loadPlace(tenant, place);
  const t = await getTranslations("prompts");
  return (
    <AdminPage
      title={name ?? t("house")}
      parent={{ title: t("title"), href: `/${tenant}/admin/prompts` }}
      openReports={await openReports}
      width="6xl"
    >
      {children}
    </AdminPage>
  );
}
