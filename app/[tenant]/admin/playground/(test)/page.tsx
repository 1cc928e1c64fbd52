import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/admin-page";
import { PlaygroundScreen } from "@/components/playground/playground-screen";
import { requireAdmin } from "@/lib/access/server/require-admin";
import { showBench } from "@/lib/playground/server/show-bench";
import { listProjects } from "@/lib/projects/server/read-projects";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("playground");
  return { title: t("title") };
}

/** For administrators; for everybody else there is no such page. `?project=` says which assistant; else the first one. */
export default async function PlaygroundPage({
  params,
  searchParams,
}: {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const [{ tenant }, query] = await Promise.all([params, searchParams]);
  const { ctx, openReports } = await requireAdmin(tenant, ["project", "manage"]);
  const [{ projects }, t] = await Promise.all([listProjects(ctx, { tenant }), getTranslations("playground")]);
  const project = projects.find(({ id }) => id === query.project) ?? projects[0];
  const bench = project ? await showBench(ctx, project) : null;
  return (
    <AdminPage title={t("title")} openReports={await openReports} width="6xl">
      <PlaygroundScreen slug={tenant} projects={projects.map(({ id, name }) => ({ id, name }))} bench={bench} />
    </AdminPage>
  );
}
