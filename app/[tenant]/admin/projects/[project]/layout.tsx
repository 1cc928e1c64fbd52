import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AdminPage } from "@/components/admin/admin-page";
import { ProjectTabs } from "@/components/projects/project-tabs";
import { countOpenReports } from "@/lib/moderation/server/count-open-reports";
import { loadProject } from "./load-project";

/** One assistant: its name and its pages, with the chosen one below. Each page asks for itself whether it may be seen. */
export default async function ProjectLayout({
  params,
  children,
}: {
  params: Promise<{ tenant: string; project: string }>;
  children: ReactNode;
}) {
  const { tenant, project: id } = await params;
  const { ctx, project } = await loadProject(tenant, id);
  const [openReports, t] = await Promise.all([countOpenReports(ctx), getTranslations("projects")]);
  return (
    <AdminPage
      title={project.name}
      parent={{ title: t("title"), href: `/${tenant}/admin/projects` }}
      openReports={openReports}
    >
      <ProjectTabs slug={tenant} project={project.id} />
      {children}
    </AdminPage>
  );
}
