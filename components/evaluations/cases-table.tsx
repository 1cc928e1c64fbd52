"use client";

import { Pencil, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { BulkAct } from "@/components/admin/bulk-act";
import { DataTable, type Column } from "@/components/admin/data-table";
import { useRowList } from "@/components/admin/use-row-list";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/sonner";
import { send } from "@/lib/access/client/send";
import { useFaultWords } from "@/lib/access/client/use-form";
import { PLAYGROUND_BOUNDS, type EvaluationCase } from "@/lib/playground/protocol";
import { Expected, useExpected } from "./expected";

/** `at`: the place in which it is asked, from 1. */
type CaseRow = EvaluationCase & { at: number };
type CaseColumn = "at" | "question" | "expects";

/** The cases of a set, as they are asked unless sorted otherwise; several can be deleted at once. */
export function CasesTable({
  slug,
  set,
  cases,
  onEdit,
}: {
  slug: string;
  set: string;
  cases: readonly EvaluationCase[];
  onEdit(known: EvaluationCase): void;
}) {
  const t = useTranslations("evaluations.set");
  const words = useFaultWords();
  const router = useRouter();
  const expected = useExpected();
  const { matching, ...shown } = useRowList<CaseRow, CaseColumn>(
    cases.map((known, index) => ({ ...known, at: index + 1 })),
    {
      columns: ["at", "question", "expects"],
      part: "case-",
      textOf: ({ question, expects }) => `${question} ${expected(expects)}`,
      valueOf(known, column) {
        switch (column) {
          case "at":
            return known.at;
          case "question":
            return known.question;
          case "expects":
            return expected(known.expects);
          default:
            return column satisfies never;
        }
      },
    },
  );
  const erase = ({ id }: EvaluationCase) => send("DELETE", `/api/t/${slug}/evaluations/${set}/cases/${id}`);
  const remove = async (known: EvaluationCase) => {
    const sent = await erase(known);
    if (!sent.ok) {
      toast.error(words(sent.fault));
      return;
    }
    toast(t("removed"));
    router.refresh();
  };
  const columns: Column<CaseRow, CaseColumn>[] = [
    { ...{ id: "at", label: t("at"), sorts: true, end: true, className: "w-12" }, cell: ({ at }) => at },
    {
      ...{ id: "question", label: t("question"), sorts: true, className: "max-w-md" },
      cell: ({ question, expects }) => (
        <>
          <span className="line-clamp-3 [overflow-wrap:anywhere]" dir="auto">
            {question}
          </span>
          <span className="text-xs text-muted-foreground sm:hidden">
            <Expected expects={expects} />
          </span>
        </>
      ),
    },
    {
      ...{ id: "expects", label: t("expects"), sorts: true, className: "max-w-xs max-sm:hidden" },
      cell: ({ expects }) => <Expected expects={expects} />,
    },
    {
      ...{ id: "acts", label: t("acts"), quiet: true, className: "w-20 whitespace-nowrap" },
      cell: (known) => (
        <>
          <Button
            size="icon-sm"
            variant="ghost"
            aria-label={t("editNamed", { question: known.question })}
            onClick={() => onEdit(known)}
          >
            <Pencil aria-hidden />
          </Button>
          <Button
            size="icon-sm"
            variant="ghost"
            aria-label={t("removeNamed", { question: known.question })}
            onClick={() => void remove(known)}
          >
            <Trash2 aria-hidden />
          </Button>
        </>
      ),
    },
  ];
  return (
    <DataTable
      headed
      top
      title={t("cases")}
      find={t("find")}
      {...shown}
      matching={matching}
      told={
        matching.length === 0 ? t("noMatch") : t("count", { count: matching.length, max: PLAYGROUND_BOUNDS.casesMax })
      }
      columns={columns}
      keyOf={({ id }) => id}
      rowSlot="evaluation-case"
      bulk={{
        may: () => true,
        nameOf: ({ question }) => question,
        acts: (rows, done) => (
          <BulkAct
            rows={rows}
            label={t("bulk.act")}
            title={t("bulk.title", { count: rows.length })}
            body={t("bulk.body")}
            nameOf={({ question }) => question}
            run={erase}
            onDone={done}
          />
        ),
      }}
    />
  );
}
