"use client";

import { Link } from "@/components/ui/link";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { BulkAct } from "@/components/admin/bulk-act";
import { DataTable, type Column } from "@/components/admin/data-table";
import { useRowList } from "@/components/admin/use-row-list";
import { send } from "@/lib/access/client/send";
import type { ProjectView } from "@/lib/projects/protocol";
import type { RowList } from "@/lib/ui/row-list";
import { ProjectState } from "./project-state";

const SITES_SHOWN = 3;

type ProjectColumn = "name" | "state" | "changed";

const LIST: RowList<ProjectView, ProjectColumn> = {
  columns: ["name", "state", "changed"],
  falling: ["changed"],
  textOf: ({ name, origins }) => [name, ...origins].join(" "),
  valueOf(project, column) {
    switch (column) {
      case "name":
        return project.name;
      case "state":
        return stateOf(project);
      case "changed":
        return project.updatedAt;
      default:
        return column satisfies never;
    }
  },
};

/** Every assistant, to find one; several can be paused at once. */
export function ProjectsTable({
  slug,
  projects,
  acts,
}: {
  slug: string;
  projects: readonly ProjectView[];
  acts: ReactNode;
}) {
  const t = useTranslations("projects");
  const format = useFormatter();
  const { matching, ...shown } = useRowList(projects, LIST);
  const columns: Column<ProjectView, ProjectColumn>[] = [
    {
      ...{ id: "name", label: t("name"), sorts: true, className: "font-medium", csv: ({ name }) => name },
      cell: ({ id, name }) => (
        <Link
          href={`/${slug}/admin/projects/${id}`}
          className="[overflow-wrap:anywhere] underline-offset-2 hover:underline"
        >
          {name}
        </Link>
      ),
    },
    {
      ...{ id: "state", label: t("state"), sorts: true, csv: stateOf },
      cell: (project) => <ProjectState project={project} />,
    },
    {
      ...{ id: "sites", label: t("sites"), className: "text-muted-foreground max-md:hidden" },
      csv: ({ origins }) => origins.join(" "),
      cell: ({ origins }) => (
        <>
          {origins.length === 0
            ? t("noSites")
            : origins.slice(0, SITES_SHOWN).map((origin) => (
                <span key={origin} className="block break-all">
                  {origin.replace(/^https:\/\//, "")}
                </span>
              ))}
          {origins.length > SITES_SHOWN ? t("moreSites", { count: origins.length - SITES_SHOWN }) : null}
        </>
      ),
    },
    {
      ...{ id: "changed", label: t("changed"), sorts: true, csv: ({ updatedAt }) => new Date(updatedAt).toISOString() },
      className: "whitespace-nowrap text-muted-foreground max-lg:hidden",
      cell: ({ updatedAt }) => format.dateTime(updatedAt, { dateStyle: "medium" }),
    },
  ];
  return (
    <DataTable
      title={t("title")}
      find={t("find")}
      {...shown}
      matching={matching}
      told={matching.length === 0 ? t("noMatch") : t("count", { count: matching.length })}
      acts={acts}
      columns={columns}
      keyOf={({ id }) => id}
      rowSlot="project-row"
      csv={`${slug}-assistants.csv`}
      bulk={{
        may: ({ paused }) => !paused,
        nameOf: ({ name }) => name,
        acts: (rows, done) => (
          <BulkAct
            rows={rows}
            label={t("bulk.pause")}
            title={t("bulk.title", { count: rows.length })}
            body={t("bulk.body", { names: rows.map(({ name }) => name).join(", ") })}
            nameOf={({ name }) => name}
            run={({ id, version }) => send("PATCH", `/api/t/${slug}/projects/${id}`, { version, paused: true })}
            onDone={done}
          />
        ),
      }}
    />
  );
}

function stateOf({ paused, origins }: ProjectView): "paused" | "demo" | "live" {
  return paused ? "paused" : origins.length === 0 ? "demo" : "live";
}
