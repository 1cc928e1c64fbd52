import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { IdentityForm } from "@/components/projects/identity-form";
import { loadProject } from "../load-project";

interface Props {
  params: Promise<{ tenant: string; project: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { tenant, project: id } = await params;
  const [{ project }, t] = await Promise.all([loadProject(tenant, id), getTranslations("projects.tabs")]);
  return { title: `${t("identity")} · ${project.name}` };
}

export default async function IdentityPage({ params }: Props) {
  const { tenant, project: id } = await params;
  const { project } = await loadProject(tenant, id);
  return <IdentityForm slug={tenant} project={project} />;
}
