"use client";

import { Download, FileUp, Play, Plus, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import type { EvaluationCase, EvaluationSetView, PromptVersion } from "@/lib/playground/protocol";
import { CaseDialog } from "./case-dialog";
import { CasesTable } from "./cases-table";
import { DeleteSetDialog } from "./delete-set-dialog";
import { ImportDialog } from "./import-dialog";
import { RunsTable } from "./runs-table";
import { StartRunDialog } from "./start-run-dialog";

const ASK_EVERY_MS = 3_000;

type Open = { kind: "add" | "import" | "start" | "delete" } | { kind: "edit"; known: EvaluationCase };

/** One set: its cases to change, and what its runs came to. */
export function SetScreen({
  slug,
  set,
  models,
  versions,
}: {
  slug: string;
  set: EvaluationSetView;
  models: readonly string[];
  versions: readonly PromptVersion[];
}) {
  const t = useTranslations("evaluations.set");
  const router = useRouter();
  const [open, setOpen] = useState<Open | null>(null);
  const isRunning = set.runs.some(({ state }) => state === "running");
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => router.refresh(), ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isRunning, router]);
  const close = () => setOpen(null);
  const saved = () => {
    close();
    router.refresh();
  };
  const { cases, runs } = set;
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap gap-2">
        {isRunning || cases.length === 0 ? null : (
          <Button onClick={() => setOpen({ kind: "start" })}>
            <Play aria-hidden />
            {t("run")}
          </Button>
        )}
        <Button variant="outline" onClick={() => setOpen({ kind: "add" })}>
          <Plus aria-hidden />
          {t("add")}
        </Button>
        <Button variant="outline" onClick={() => setOpen({ kind: "import" })}>
          <FileUp aria-hidden />
          {t("import")}
        </Button>
        {cases.length === 0 ? null : (
          <Button asChild variant="outline">
            <a href={`/api/t/${slug}/evaluations/${set.id}/export`} download>
              <Download aria-hidden />
              {t("export")}
            </a>
          </Button>
        )}
        <Button variant="ghost" className="ms-auto text-destructive" onClick={() => setOpen({ kind: "delete" })}>
          <Trash2 aria-hidden />
          {t("delete")}
        </Button>
      </div>
      {runs.length === 0 ? (
        <section aria-labelledby="set-runs" className="flex flex-col gap-2">
          <h2 id="set-runs" className="text-base font-semibold">
            {t("runs")}
          </h2>
          <p className="text-sm text-muted-foreground">{t("noRuns")}</p>
        </section>
      ) : (
        <RunsTable slug={slug} set={set} runs={runs} />
      )}
      {cases.length === 0 ? (
        <section aria-labelledby="set-cases" className="flex flex-col gap-2">
          <h2 id="set-cases" className="text-base font-semibold">
            {t("cases")}
          </h2>
          <p className="max-w-2xl text-sm text-muted-foreground">{t("none")}</p>
        </section>
      ) : (
        <CasesTable slug={slug} set={set.id} cases={cases} onEdit={(known) => setOpen({ kind: "edit", known })} />
      )}
      {open?.kind === "add" ? (
        <CaseDialog slug={slug} set={set.id} known={null} onSaved={saved} onClose={close} />
      ) : null}
      {open?.kind === "edit" ? (
        <CaseDialog slug={slug} set={set.id} known={open.known} onSaved={saved} onClose={close} />
      ) : null}
      {open?.kind === "import" ? <ImportDialog slug={slug} set={set.id} onSaved={saved} onClose={close} /> : null}
      {open?.kind === "delete" ? <DeleteSetDialog slug={slug} set={set} onClose={close} /> : null}
      {open?.kind === "start" ? (
        <StartRunDialog slug={slug} set={set} models={models} versions={versions} onClose={close} />
      ) : null}
    </div>
  );
}
