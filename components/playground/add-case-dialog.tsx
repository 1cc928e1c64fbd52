"use client";

import { Link } from "@/components/ui/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { CaseFields, caseOf, type TypedCase, useCaseFaults } from "@/components/evaluations/case-fields";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { Field, FieldGroup } from "@/components/ui/field";
import { FormErrors, type FormFault } from "@/components/ui/form-errors";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import { toast } from "@/components/ui/sonner";
import { send } from "@/lib/access/client/send";
import { useFaultWords } from "@/lib/access/client/use-form";
import type { TrialTurn } from "@/lib/playground/client/fold-turns";
import type { EvaluationSetSummary } from "@/lib/playground/protocol";

/** Makes a case of a question that was tried: what it answered is what is expected, until somebody says otherwise. */
export function AddCaseDialog({
  slug,
  turn,
  sets,
  onClose,
}: {
  slug: string;
  turn: TrialTurn;
  sets: readonly Pick<EvaluationSetSummary, "id" | "name">[];
  onClose(): void;
}) {
  const t = useTranslations("playground.addCase");
  const words = useFaultWords();
  const [set, setSet] = useState(sets[0]?.id ?? "");
  const [typed, setTyped] = useState<TypedCase>(() => typedOf(turn));
  const [pending, setPending] = useState(false);
  const [faults, setFaults] = useState<readonly FormFault[]>([]);
  const [tried, setTried] = useState(false);
  const wrong = useCaseFaults(typed);
  const submit = async () => {
    setTried(true);
    if (pending || Object.values(wrong).some((fault) => fault !== undefined)) return;
    setPending(true);
    const sent = await send("POST", `/api/t/${slug}/evaluations/${set}/cases`, caseOf(typed));
    setPending(false);
    if (!sent.ok) return setFaults([{ message: words(sent.fault) }]);
    toast(t("done", { set: sets.find(({ id }) => id === set)?.name ?? "" }));
    onClose();
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t("title")}</DialogTitle>
          <DialogDescription>{sets.length === 0 ? t("noSets") : t("help")}</DialogDescription>
        </DialogHeader>
        {sets.length === 0 ? (
          <DialogFooter>
            <Button asChild>
              <Link href={`/${slug}/admin/playground/evaluations`}>{t("toSets")}</Link>
            </Button>
          </DialogFooter>
        ) : (
          <form
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              void submit();
            }}
          >
            <FieldGroup>
              <FormErrors faults={faults} />
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
              <CaseFields
                typed={typed}
                faults={tried ? wrong : {}}
                onChange={(next) => setTyped({ ...typed, ...next })}
              />
              <DialogFooter>
                <Button type="submit" pending={pending}>
                  {t("submit")}
                </Button>
                <Button variant="ghost" onClick={onClose}>
                  {t("cancel")}
                </Button>
              </DialogFooter>
            </FieldGroup>
          </form>
        )}
      </DialogContent>
    </Dialog>
  );
}

function typedOf({ question, answer }: TrialTurn): TypedCase {
  const [cited] = answer?.citations ?? [];
  const kind = answer?.outcome === "abstained" ? "abstain" : cited ? "source" : "answer";
  return { question, kind, source: cited?.title ?? "", words: "" };
}
