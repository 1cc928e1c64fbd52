"use client";

import { Link } from "@/components/ui/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { DialogForm } from "@/components/access/dialog-form";
import { CaseFields, type TypedCase } from "@/components/evaluations/case-fields";
import { useCaseForm } from "@/components/evaluations/use-case-form";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import { toast } from "@/components/ui/sonner";
import { send } from "@/lib/access/client/send";
import type { TrialTurn } from "@/lib/playground/client/fold-turns";
import type { EvaluationSetSummary } from "@/lib/playground/protocol";

type Sets = readonly Pick<EvaluationSetSummary, "id" | "name">[];

/** Makes a case of a question that was tried: what it answered is what is expected, until somebody says otherwise. */
export function AddCaseDialog({
  slug,
  turn,
  sets,
  onClose,
}: {
  slug: string;
  turn: TrialTurn;
  sets: Sets;
  onClose(): void;
}) {
  return sets.length === 0 ? (
    <NoSetsDialog slug={slug} onClose={onClose} />
  ) : (
    <IntoSetDialog slug={slug} turn={turn} sets={sets} onClose={onClose} />
  );
}

function IntoSetDialog({ slug, turn, sets, onClose }: { slug: string; turn: TrialTurn; sets: Sets; onClose(): void }) {
  const t = useTranslations("playground.addCase");
  const [set, setSet] = useState(sets[0]?.id ?? "");
  const { form, fields } = useCaseForm(
    () => typedOf(turn),
    (written) => send("POST", `/api/t/${slug}/evaluations/${set}/cases`, written),
    () => {
      toast(t("done", { set: sets.find(({ id }) => id === set)?.name ?? "" }));
      onClose();
    },
  );
  return (
    <DialogForm
      form={form}
      title={t("title")}
      description={t("help")}
      submit={t("submit")}
      cancel={t("cancel")}
      onClose={onClose}
    >
      <Field label={t("set")}>
        <Select value={set} onValueChange={setSet}>
          <SelectTrigger className="w-full">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            {sets.map(({ id, name }) => (
              <SelectItem key={id} value={id}>
                {name}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      </Field>
      <CaseFields {...fields} />
    </DialogForm>
  );
}

function NoSetsDialog({ slug, onClose }: { slug: string; onClose(): void }) {
  const t = useTranslations("playground.addCase");
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t("title")}</DialogTitle>
          <DialogDescription>{t("noSets")}</DialogDescription>
        </DialogHeader>
        <DialogFooter>
          <Button asChild>
            <Link href={`/${slug}/admin/playground/evaluations`}>{t("toSets")}</Link>
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

function typedOf({ question, answer }: TrialTurn): TypedCase {
  const [cited] = answer?.citations ?? [];
  const kind = answer?.outcome === "abstained" ? "abstain" : cited ? "source" : "answer";
  return { question, kind, source: cited?.title ?? "", words: "" };
}
