import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TextsForm } from "@/components/projects/texts-form";
import { loadProject } from "../load-project";

interface Props {
  params: Promise<{ tenant: string; project: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { tenant, project: id } = await params;
  const [{ project }, t] = await Promise.all([loadProject(tenant, id), getTranslations("projects.tabs")]);
  return { title: `${t("texts")} · ${project.name}` };
}

export default async function TextsPage({ params }: Props) {
  const { tenant, project: id } = await params;
  const { project } = await loadProject(tenant, id);
  return <TextsForm slug={tenant} project={project} />;
}
