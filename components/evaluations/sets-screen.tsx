"use client";

import { ListChecks } from "lucide-react";
import { Link } from "@/components/ui/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { PlaygroundTabs } from "@/components/playground/playground-tabs";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { EvaluationSetSummary } from "@/lib/playground/protocol";
import { NewSetDialog } from "./new-set-dialog";
import { SetsTable } from "./sets-table";

/** The tenant's evaluation sets, each with its newest run. */
export function SetsScreen({
  slug,
  sets,
  projects,
}: {
  slug: string;
  sets: readonly EvaluationSetSummary[];
  projects: readonly { id: string; name: string }[];
}) {
  const t = useTranslations("evaluations");
  const [making, setMaking] = useState(false);
  const act =
    projects.length === 0 ? (
      <Button asChild>
        <Link href={`/${slug}/admin/projects`}>{t("empty.action")}</Link>
      </Button>
    ) : (
      <Button onClick={() => setMaking(true)}>{t("new.act")}</Button>
    );
  return (
    <div className="flex flex-col gap-4">
      <PlaygroundTabs slug={slug} />
      {sets.length === 0 ? (
        <EmptyState icon={ListChecks} title={t("empty.title")} className="p-0 pt-2" actions={act}>
          {t("empty.body")}
        </EmptyState>
      ) : (
        <>
          <p className="max-w-2xl text-sm text-muted-foreground">{t("about")}</p>
          <SetsTable slug={slug} sets={sets} acts={act} />
        </>
      )}
      {making ? <NewSetDialog slug={slug} projects={projects} onClose={() => setMaking(false)} /> : null}
    </div>
  );
}
