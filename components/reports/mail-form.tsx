"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field, FieldSet } from "@/components/ui/field";
import { FormErrors } from "@/components/ui/form-errors";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import { useFaultWords } from "@/lib/access/client/use-form";
import type { PersonId } from "@/lib/platform/ids";
import { REPORT_BOUNDS, REPORTS, SUBSCRIPTION_RHYTHMS, type ReportId, type Rhythm } from "@/lib/reporting/protocol";
import type { Reader } from "./report-mails";
import type { Subscriptions } from "./use-subscriptions";

/** Another report that is sent. */
export function MailForm({
  mails,
  report: first,
  readers,
}: {
  mails: Subscriptions;
  report: ReportId;
  readers: readonly Reader[];
}) {
  const t = useTranslations("reports.mails");
  const names = useTranslations("reports.tabs");
  const words = useFaultWords();
  const [report, setReport] = useState<ReportId>(first);
  const [rhythm, setRhythm] = useState<Rhythm>("weekly");
  const [recipients, setRecipients] = useState<readonly PersonId[]>([]);
  const [faults, setFaults] = useState<readonly { message: string }[]>([]);
  const [pending, setPending] = useState(false);
  const full = mails.state.status === "loaded" && mails.state.list.length >= REPORT_BOUNDS.subscriptionsMax;
  if (full)
    return <p className="text-sm text-muted-foreground">{t("full", { max: REPORT_BOUNDS.subscriptionsMax })}</p>;

  const submit = async () => {
    if (recipients.length === 0) return setFaults([{ message: t("recipientsMissing") }]);
    setPending(true);
    const sent = await mails.add({ report, rhythm, recipients });
    setPending(false);
    if (!sent.ok) return setFaults([{ message: words(sent.fault) }]);
    setFaults([]);
    setRecipients([]);
    toast(t("created"));
  };
  return (
    <form
      aria-label={t("add")}
      className="flex flex-col gap-4 border-t pt-4"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <FormErrors faults={faults} />
      <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
        <Field label={t("report")}>
          <Select value={report} onValueChange={(next) => setReport(REPORTS.find((one) => one === next) ?? report)}>
            <SelectTrigger>
              <SelectValue />
            </SelectTrigger>
            <SelectContent>
              {REPORTS.map((one) => (
                <SelectItem key={one} value={one}>
                  {names(one)}
                </SelectItem>
              ))}
            </SelectContent>
          </Select>
        </Field>
        <Field label={t("rhythm")}>
          <Select
            value={rhythm}
            onValueChange={(next) => setRhythm(SUBSCRIPTION_RHYTHMS.find((one) => one === next) ?? rhythm)}
          >
            <SelectTrigger>
              <SelectValue />
            </SelectTrigger>
            <SelectContent>
              {SUBSCRIPTION_RHYTHMS.map((one) => (
                <SelectItem key={one} value={one}>
                  {t(`every.${one}`)}
                </SelectItem>
              ))}
            </SelectContent>
          </Select>
        </Field>
      </div>
      <FieldSet legend={t("recipients")} help={t("recipientsHelp")}>
        <div className="scroll-quiet flex max-h-40 flex-col gap-2 overflow-y-auto py-1">
          {readers.map(({ person, name }) => (
            <Field key={person} label={name} layout="row">
              <Checkbox
                checked={recipients.includes(person)}
                onCheckedChange={(on) =>
                  setRecipients(on === true ? [...recipients, person] : recipients.filter((one) => one !== person))
                }
              />
            </Field>
          ))}
        </div>
      </FieldSet>
      <div>
        <Button type="submit" pending={pending}>
          {t("submit")}
        </Button>
      </div>
    </form>
  );
}
