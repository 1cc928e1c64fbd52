"use client";

import { MessageCircleQuestion, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PROJECT_BOUNDS, type ProjectView } from "@/lib/projects/protocol";
import { CreateProjectDialog } from "./create-project-dialog";
import { ProjectsTable } from "./projects-table";

/** The tenant's assistants, and how to make one. */
export function ProjectsScreen({
  tenant,
  projects,
}: {
  tenant: { slug: string; name: string };
  projects: readonly ProjectView[];
}) {
  const t = useTranslations("projects");
  const [creating, setCreating] = useState(false);
  const full = projects.length >= PROJECT_BOUNDS.projectsMax;
  const create = (
    <Button onClick={() => setCreating(true)}>
      <Plus aria-hidden />
      {t("create")}
    </Button>
  );
  return (
    <>
      {projects.length === 0 ? (
        <EmptyState icon={MessageCircleQuestion} title={t("empty.title")} actions={create} className="p-0 pt-2">
          <p>{t("empty.body", { tenant: tenant.name })}</p>
          <ol className="mt-2 flex list-decimal flex-col gap-1 ps-4">
            <li>{t("empty.first")}</li>
            <li>{t("empty.second")}</li>
            <li>{t("empty.third")}</li>
          </ol>
        </EmptyState>
      ) : (
        <>
          <p className="max-w-2xl text-sm text-muted-foreground">{t("about")}</p>
          {full ? (
            <p className="text-sm text-muted-foreground">{t("full", { max: PROJECT_BOUNDS.projectsMax })}</p>
          ) : null}
          <ProjectsTable slug={tenant.slug} projects={projects} acts={full ? null : create} />
        </>
      )}
      {creating ? <CreateProjectDialog slug={tenant.slug} onClose={() => setCreating(false)} /> : null}
    </>
  );
}
