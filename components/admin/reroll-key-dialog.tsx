"use client";

import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Form, SubmitButton } from "@/components/access/form";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { Field, FieldSet } from "@/components/ui/field";
import { RadioGroup, RadioGroupItem } from "@/components/ui/radio-group";
import { send } from "@/lib/access/client/send";
import { useForm } from "@/lib/access/client/use-form";
import { REROLL_GRACES, type KeyView, type RerolledKey, type RerollGrace } from "@/lib/keys/protocol";
import { KeyMadeDialog } from "./key-made-dialog";

/** Asks how long the old key goes on, then shows the new one, once. */
export function RerollKeyDialog({
  slug,
  baseUrl,
  subject,
  onClose,
}: {
  slug: string;
  baseUrl: string;
  subject: KeyView;
  onClose(): void;
}) {
  const t = useTranslations("keys.reroll");
  const router = useRouter();
  const [graceHours, setGraceHours] = useState<RerollGrace>(24);
  const [made, setMade] = useState<RerolledKey | null>(null);
  const form = useForm({
    fields: [],
    submit: () => send<RerolledKey>("POST", `/api/t/${slug}/keys/${subject.id}/reroll`, { graceHours }),
    done(answer) {
      setMade(answer);
      router.refresh();
    },
  });
  if (made !== null) {
    const old = { endsAt: graceHours === 0 ? null : made.oldEndsAt, told: made.oldTold };
    return <KeyMadeDialog made={made} old={old} baseUrl={baseUrl} onClose={onClose} />;
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t("title", { name: subject.name })}</DialogTitle>
          <DialogDescription>{t("help")}</DialogDescription>
        </DialogHeader>
        <Form form={form}>
          <FieldSet legend={t("grace")}>
            <RadioGroup
              aria-label={t("grace")}
              value={String(graceHours)}
              onValueChange={(hours) => setGraceHours(REROLL_GRACES.find((one) => String(one) === hours) ?? graceHours)}
            >
              {REROLL_GRACES.map((hours) => (
                <Field key={hours} layout="row" label={t(`graces.${hours}`)}>
                  <RadioGroupItem value={String(hours)} />
                </Field>
              ))}
            </RadioGroup>
          </FieldSet>
          <DialogFooter>
            <SubmitButton form={form}>{t("submit")}</SubmitButton>
            <Button variant="ghost" onClick={onClose}>
              {t("cancel")}
            </Button>
          </DialogFooter>
        </Form>
      </DialogContent>
    </Dialog>
  );
}
