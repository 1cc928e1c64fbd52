import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LookForm } from "@/components/projects/look-form";
import { loadProject } from "../load-project";

interface Props {
  params: Promise<{ tenant: string; project: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { tenant, project: id } = await params;
  const [{ project }, t] = await Promise.all([loadProject(tenant, id), getTranslations("projects.tabs")]);
  return { title: `${t("look")} · ${project.name}` };
}

export default async function LookPage({ params }: Props) {
  const { tenant, project: id } = await params;
  const { project } = await loadProject(tenant, id);
  return <LookForm slug={tenant} project={project} />;
}
