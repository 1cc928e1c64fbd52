import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SafetyForm } from "@/components/projects/safety-form";
import { findModels } from "@/lib/models/server/find-models";
import { showTenantConfig } from "@/lib/tenants/server/show-config";
import { loadProject } from "../load-project";

interface Props {
  params: Promise<{ tenant: string; project: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { tenant, project: id } = await params;
  const [{ project }, t] = await Promise.all([loadProject(tenant, id), getTranslations("projects.tabs")]);
  return { title: `${t("safety")} · ${project.name}` };
}

export default async function SafetyPage({ params }: Props) {
  const { tenant, project: id } = await params;
  const { ctx, project } = await loadProject(tenant, id);
  const { config } = await showTenantConfig(ctx);
  const models = await findModels(ctx, config.tier);
  const usable = (models ?? []).filter(({ inTier, kind }) => inTier && kind === "chat").map(({ id: model }) => model);
  return <SafetyForm slug={tenant} project={project} models={usable} />;
}
