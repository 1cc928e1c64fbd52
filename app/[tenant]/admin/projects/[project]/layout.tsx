import type { ReactNode } from "react";
import { AdminPage } from "@/components/admin/admin-page";
import { ProjectTabs } from "@/components/projects/project-tabs";
import { countOpenReports } from "@/lib/moderation/server/count-open-reports";
import { loadProject } from "./load-project";

/** One assistant: its name and its tabs, with the chosen one below. Each page asks for itself whether it may be seen. */
export default async function ProjectLayout({
  params,
  children,
}: {
  params: Promise<{ tenant: string; project: string }>;
  children: ReactNode;
}) {
  const { tenant, project: id } = await params;
  const { ctx, project } = await loadProject(tenant, id);
  return (
    <AdminPage title={project.name} openReports={await countOpenReports(ctx)}>
      <ProjectTabs slug={tenant} project={{ id: project.id, name: project.name }} />
      {children}
    </AdminPage>
  );
}
