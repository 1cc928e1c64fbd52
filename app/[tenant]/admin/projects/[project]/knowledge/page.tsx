import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { KnowledgeScreen } from "@/components/knowledge/knowledge-screen";
import { listDocuments } from "@/lib/knowledge/server/list-documents";
import { boundOf } from "@/lib/knowledge/server/bound-of";
import { loadProject } from "../load-project";

interface Props {
  params: Promise<{ tenant: string; project: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { tenant, project: id } = await params;
  const [{ project }, t] = await Promise.all([loadProject(tenant, id), getTranslations("projects.tabs")]);
  return { title: `${t("knowledge")} · ${project.name}` };
}

export default async function KnowledgePage({ params }: Props) {
  const { tenant, project: id } = await params;
  const { ctx, project } = await loadProject(tenant, id);
  const first = await listDocuments(ctx, { tenant, project: project.id });
  return (
    <KnowledgeScreen
      slug={tenant}
      project={{ id: project.id, origins: project.origins }}
      first={first}
      bound={boundOf(project)}
    />
  );
}
