import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/admin-page";
import { ProjectsScreen } from "@/components/projects/projects-screen";
import { allows } from "@/lib/access/server/require-permission";
import { requirePage } from "@/lib/access/server/session-ctx";
import { countOpenReports } from "@/lib/moderation/server/count-open-reports";
import { listProjects } from "@/lib/projects/server/read-projects";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("projects");
  return { title: t("title") };
}

/** For administrators; for everybody else there is no such page. */
export default async function ProjectsPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const ctx = await requirePage(tenant, `/${tenant}/admin/projects`);
  if (!allows(ctx, "project", "manage")) notFound();
  const [{ projects }, openReports, t] = await Promise.all([
    listProjects(ctx, { tenant }),
    countOpenReports(ctx),
    getTranslations("projects"),
  ]);
  return (
    <AdminPage title={t("title")} openReports={openReports}>
      <ProjectsScreen tenant={{ slug: tenant, name: ctx.tenantName }} projects={projects} />
    </AdminPage>
  );
}
