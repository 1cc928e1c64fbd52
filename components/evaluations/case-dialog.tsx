"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogFooter, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import { FieldGroup } from "@/components/ui/field";
import { FormErrors, type FormFault } from "@/components/ui/form-errors";
import { send } from "@/lib/access/client/send";
import { useFaultWords } from "@/lib/access/client/use-form";
import type { EvaluationCase } from "@/lib/playground/protocol";
import { CaseFields, caseOf, type TypedCase, useCaseFaults } from "./case-fields";

const EMPTY: TypedCase = { question: "", kind: "source", source: "", words: "" };

/** A new case, or one to change. */
export function CaseDialog({
  slug,
  set,
  known,
  onSaved,
  onClose,
}: {
  slug: string;
  set: string;
  known: EvaluationCase | null;
  onSaved(): void;
  onClose(): void;
}) {
  const t = useTranslations("evaluations.case");
  const words = useFaultWords();
  const [typed, setTyped] = useState<TypedCase>(() => (known === null ? EMPTY : typedOf(known)));
  const [tried, setTried] = useState(false);
  const [pending, setPending] = useState(false);
  const [faults, setFaults] = useState<readonly FormFault[]>([]);
  const wrong = useCaseFaults(typed);
  const save = async () => {
    setTried(true);
    if (pending || Object.values(wrong).some((fault) => fault !== undefined)) return;
    setPending(true);
    const path = `/api/t/${slug}/evaluations/${set}/cases`;
    const sent = await (known === null
      ? send("POST", path, caseOf(typed))
      : send("PATCH", `${path}/${known.id}`, caseOf(typed)));
    setPending(false);
    if (!sent.ok) return setFaults([{ message: words(sent.fault) }]);
    onSaved();
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent aria-describedby={undefined}>
        <DialogHeader>
          <DialogTitle>{t(known === null ? "add" : "edit")}</DialogTitle>
        </DialogHeader>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <FieldGroup>
            <FormErrors faults={faults} />
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
      </DialogContent>
    </Dialog>
  );
}

function typedOf({ question, expects: { kind, source, words } }: EvaluationCase): TypedCase {
  return { question, kind, source, words: words.join("\n") };
}
