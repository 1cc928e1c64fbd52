import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ProjectOverview } from "@/components/projects/project-overview";
import { loadProject } from "./load-project";

interface Props {
  params: Promise<{ tenant: string; project: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { tenant, project: id } = await params;
  const [{ project }, t] = await Promise.all([loadProject(tenant, id), getTranslations("projects.tabs")]);
  return { title: `${t("overview")} · ${project.name}` };
}

export default async function ProjectPage({ params }: Props) {
  const { tenant, project: id } = await params;
  const { ctx, project } = await loadProject(tenant, id);
  return <ProjectOverview slug={tenant} project={project} origin={ctx.env.appOrigins[0] ?? ""} />;
}
