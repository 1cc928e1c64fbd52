import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { AdminPage } from "@/components/admin/admin-page";
import { SetScreen } from "@/components/evaluations/set-screen";
import { showPrompt } from "@/lib/playground/server/read-prompts";
import { modelChoice } from "@/lib/playground/server/show-bench";
import { loadSet } from "./load-set";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("evaluations");
  return { title: t("title") };
}

/** For administrators; a foreign or missing set is no page. */
export default async function EvaluationSetPage({ params }: { params: Promise<{ tenant: string; set: string }> }) {
  const { tenant, set: id } = await params;
  const { ctx, openReports, set } = await loadSet(tenant, id);
  const [{ models }, { versions }, t] = await Promise.all([
    modelChoice(ctx),
    showPrompt(ctx, set.projectId, { from: null, until: null }),
    getTranslations("evaluations"),
  ]);
  return (
    <AdminPage
      title={set.name}
      parent={{ title: t("title"), href: `/${tenant}/admin/playground/evaluations` }}
      openReports={await openReports}
      width="6xl"
    >
      <SetScreen slug={tenant} set={set} models={models ?? []} versions={versions} />
    </AdminPage>
  );
}
