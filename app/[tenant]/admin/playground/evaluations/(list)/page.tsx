import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/admin-page";
import { SetsScreen } from "@/components/evaluations/sets-screen";
import { requireAdmin } from "@/lib/access/server/require-admin";
import { listSets } from "@/lib/playground/server/evaluation-sets";
import { listProjects } from "@/lib/projects/server/read-projects";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("evaluations");
  return { title: t("title") };
}

/** For administrators; for everybody else there is no such page. */
export default async function EvaluationsPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const { ctx, openReports } = await requireAdmin(tenant, ["project", "manage"]);
  const [sets, { projects }, t] = await Promise.all([
    listSets(ctx, null),
    listProjects(ctx, { tenant }),
    getTranslations("playground"),
  ]);
  return (
    <AdminPage title={t("title")} openReports={await openReports} width="6xl">
      <SetsScreen slug={tenant} sets={sets} projects={projects.map(({ id, name }) => ({ id, name }))} />
    </AdminPage>
  );
}
