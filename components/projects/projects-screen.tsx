"use client";

import { MessageCircleQuestion, Plus } from "lucide-react";
import { Link } from "@/components/ui/link";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { PROJECT_BOUNDS, type ProjectView } from "@/lib/projects/protocol";
import { CreateProjectDialog } from "./create-project-dialog";
import { ProjectState } from "./project-state";

/** The tenant's assistants, and how to make one. */
export function ProjectsScreen({
  tenant,
  projects,
}: {
  tenant: { slug: string; name: string };
  projects: readonly ProjectView[];
}) {
  const t = useTranslations("projects");
  const format = useFormatter();
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
        <section aria-label={t("title")} className="flex flex-col gap-3">
          <div className="flex flex-wrap items-start justify-between gap-3">
            <p className="max-w-2xl text-sm text-muted-foreground">{t("about")}</p>
            {full ? (
              <p className="text-sm text-muted-foreground">{t("full", { max: PROJECT_BOUNDS.projectsMax })}</p>
            ) : (
              create
            )}
          </div>
          <Table aria-label={t("title")}>
            <TableHeader>
              <TableRow>
                <TableHead>{t("name")}</TableHead>
                <TableHead>{t("state")}</TableHead>
                <TableHead className="max-md:hidden">{t("sites")}</TableHead>
                <TableHead className="max-lg:hidden">{t("changed")}</TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {projects.map((project) => (
                <TableRow key={project.id} data-slot="project-row">
                  <TableCell className="font-medium">
                    <Link
                      href={`/${tenant.slug}/admin/projects/${project.id}`}
                      className="break-words underline-offset-2 hover:underline"
                    >
                      {project.name}
                    </Link>
                  </TableCell>
                  <TableCell>
                    <ProjectState project={project} />
                  </TableCell>
                  <TableCell className="text-muted-foreground max-md:hidden">
                    {project.origins.length === 0
                      ? t("noSites")
                      : project.origins.slice(0, 3).map((origin) => (
                          <span key={origin} className="block break-all">
                            {origin.replace(/^https:\/\//, "")}
                          </span>
                        ))}
                    {project.origins.length > 3 ? t("moreSites", { count: project.origins.length - 3 }) : null}
                  </TableCell>
                  <TableCell className="whitespace-nowrap text-muted-foreground max-lg:hidden">
                    {format.dateTime(project.updatedAt, { dateStyle: "medium" })}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </section>
      )}
      {creating ? <CreateProjectDialog slug={tenant.slug} onClose={() => setCreating(false)} /> : null}
    </>
  );
}
