"use client";

import { useTranslations } from "next-intl";
import { DialogForm } from "@/components/access/dialog-form";
import { send } from "@/lib/access/client/send";
import type { EvaluationCase } from "@/lib/playground/protocol";
import { CaseFields, type TypedCase } from "./case-fields";
import { useCaseForm } from "./use-case-form";

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
  const path = `/api/t/${slug}/evaluations/${set}/cases`;
  const { form, fields } = useCaseForm(
    () => (known === null ? EMPTY : typedOf(known)),
    (written) => (known === null ? send("POST", path, written) : send("PATCH", `${path}/${known.id}`, written)),
    onSaved,
  );
  return (
    <DialogForm
      form={form}
      title={t(known === null ? "add" : "edit")}
      submit={t("submit")}
      cancel={t("cancel")}
      onClose={onClose}
    >
      <CaseFields {...fields} />
    </DialogForm>
  );
}

function typedOf({ question, expects: { kind, source, words } }: EvaluationCase): TypedCase {
  return { question, kind, source, words: words.join("\n") };
}
