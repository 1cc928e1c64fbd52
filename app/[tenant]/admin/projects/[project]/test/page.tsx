import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ProjectTest } from "@/components/playground/project-test";
import { showBench } from "@/lib/playground/server/show-bench";
import { loadProject } from "../load-project";

interface Props {
  params: Promise<{ tenant: string; project: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { tenant, project: id } = await params;
  const [{ project }, t] = await Promise.all([loadProject(tenant, id), getTranslations("projects.tabs")]);
  return { title: `${t("test")} · ${project.name}` };
}

export default async function ProjectTestPage({ params }: Props) {
  const { tenant, project: id } = await params;
  const { ctx, project } = await loadProject(tenant, id);
  return <ProjectTest slug={tenant} bench={await showBench(ctx, project)} />;
}
