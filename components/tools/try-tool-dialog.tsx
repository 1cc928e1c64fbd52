"use client";

import { Link } from "@/components/ui/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { DialogForm } from "@/components/access/dialog-form";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { send } from "@/lib/access/client/send";
import { useForm } from "@/lib/access/client/use-form";
import { exampleOf, readObject } from "@/lib/tools/core/tool-form";
import type { ToolRunAnswer, ToolView } from "@/lib/tools/protocol";
import { JsonText } from "./json-text";

/** Calls a tool as the person: the same log, the same approval, the same rates as for a key. */
export function TryToolDialog({ slug, tool, onClose }: { slug: string; tool: ToolView; onClose(): void }) {
  const t = useTranslations("tools");
  const router = useRouter();
  const [answer, setAnswer] = useState<ToolRunAnswer | null>(null);
  const form = useForm({
    fields: ["arguments"],
    check(values) {
      const read = readObject(values.arguments);
      if (read.ok) return {};
      return {
        arguments: read.reason === null ? t("form.faults.object") : t("form.faults.json", { reason: read.reason }),
      };
    },
    submit(values) {
      const read = readObject(values.arguments);
      setAnswer(null);
      // Each pressing is a call of its own: its id is made now.
      const call = { id: crypto.randomUUID(), name: tool.name, arguments: read.ok ? read.value : {} };
      return send<ToolRunAnswer>("POST", `/api/t/${slug}/tools/run`, call);
    },
    done(told) {
      setAnswer(told);
      router.refresh();
    },
  });
  return (
    <DialogForm
      form={form}
      title={t("trial.title", { name: tool.name })}
      description={t(tool.destructive ? "trial.helpApproval" : "trial.help")}
      submit={t(answer === null ? "trial.submit" : "trial.again")}
      cancel={t("trial.close")}
      onClose={onClose}
      className="max-w-lg"
    >
      <Field
        label={t("trial.arguments")}
        help={t("trial.argumentsHelp")}
        id={form.idOf("arguments")}
        error={form.faults.arguments}
        required
      >
        <Textarea
          name="arguments"
          defaultValue={JSON.stringify(exampleOf(tool.input_schema), null, 2)}
          spellCheck={false}
          className="max-h-64 min-h-24 font-mono text-xs"
        />
      </Field>
      <div role="status" className="flex min-w-0 flex-col gap-1.5 empty:hidden">
        {answer === null ? null : <Answer slug={slug} answer={answer} />}
      </div>
    </DialogForm>
  );
}

function Answer({ slug, answer: { run, approval_required: waits, result } }: { slug: string; answer: ToolRunAnswer }) {
  const t = useTranslations("tools");
  if (waits) {
    return (
      <p className="text-sm">
        {t("trial.waits")}{" "}
        <Link href={`/${slug}/admin/tools/calls`} className="underline underline-offset-2">
          {t("trial.waitsShow")}
        </Link>
      </p>
    );
  }
  return (
    <>
      <h3 className="text-sm font-medium">
        {t("trial.result")}{" "}
        <span className="font-normal text-muted-foreground">
          {t("trial.ended", { state: t(`log.states.${run.status}`), ms: run.ms ?? 0 })}
        </span>
      </h3>
      <JsonText label={t("trial.result")} value={result ?? null} />
    </>
  );
}
