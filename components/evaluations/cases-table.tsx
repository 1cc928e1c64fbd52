"use client";

import { Pencil, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { FormErrors, type FormFault } from "@/components/ui/form-errors";
import { toast } from "@/components/ui/sonner";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { send } from "@/lib/access/client/send";
import { useFaultWords } from "@/lib/access/client/use-form";
import type { EvaluationCase } from "@/lib/playground/protocol";
import { Expected } from "./expected";

/** The cases of a set in the order they are asked. */
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
  const [faults, setFaults] = useState<readonly FormFault[]>([]);
  const remove = async ({ id }: EvaluationCase) => {
    const sent = await send("DELETE", `/api/t/${slug}/evaluations/${set}/cases/${id}`);
    if (!sent.ok) return setFaults([{ message: words(sent.fault) }]);
    setFaults([]);
    toast(t("removed"));
    router.refresh();
  };
  return (
    <>
      <FormErrors faults={faults} />
      <Table aria-labelledby="set-cases">
        <TableHeader>
          <TableRow>
            <TableHead>{t("question")}</TableHead>
            <TableHead className="max-sm:hidden">{t("expects")}</TableHead>
            <TableHead className="w-20">
              <span className="sr-only">{t("acts")}</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {cases.map((known) => (
            <TableRow key={known.id} data-slot="evaluation-case" className="[&>td]:align-top">
              <TableCell className="max-w-md">
                <span className="line-clamp-3 [overflow-wrap:anywhere]" dir="auto">
                  {known.question}
                </span>
                <span className="text-xs text-muted-foreground sm:hidden">
                  <Expected expects={known.expects} />
                </span>
              </TableCell>
              <TableCell className="max-w-xs max-sm:hidden">
                <Expected expects={known.expects} />
              </TableCell>
              <TableCell className="whitespace-nowrap">
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
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </>
  );
}
