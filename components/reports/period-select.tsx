"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormDialog } from "@/components/frame/form-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import { PRESETS, periodFault, type PeriodFault, type ReportView } from "./report-view";
import { useDay } from "./use-figure";

const OWN = "own";

type Period = Pick<ReportView, "preset" | "from" | "until">;

/** Which days a report is about. */
export function PeriodSelect({
  period,
  today,
  onShow,
}: {
  period: Period;
  today: string;
  onShow(period: Period): void;
}) {
  const t = useTranslations("reports");
  const day = useDay();
  const [choosing, setChoosing] = useState(false);
  const { preset, from, until } = period;
  return (
    <>
      <Select
        value={preset === null ? "" : String(preset)}
        onValueChange={(next) => {
          if (next === OWN) return setChoosing(true);
          const chosen = PRESETS.find((days) => String(days) === next);
          if (chosen) onShow({ preset: chosen, from: "", until: "" });
        }}
      >
        <SelectTrigger aria-label={t("period")} className="w-48 max-md:w-auto max-md:min-w-36 max-md:flex-1">
          <SelectValue placeholder={t("ownDays", { from: day(from, "short"), until: day(until, "short") })} />
        </SelectTrigger>
        <SelectContent>
          {PRESETS.map((days) => (
            <SelectItem key={days} value={String(days)}>
              {t(`presets.${days}`)}
            </SelectItem>
          ))}
          <SelectItem value={OWN}>{t("presets.own")}</SelectItem>
        </SelectContent>
      </Select>
      {choosing ? (
        <OwnDays
          period={period}
          today={today}
          onClose={() => setChoosing(false)}
          onShow={(own) => {
            setChoosing(false);
            onShow(own);
          }}
        />
      ) : null}
    </>
  );
}

function OwnDays({
  period,
  today,
  onShow,
  onClose,
}: {
  period: Period;
  today: string;
  onShow(period: Period): void;
  onClose(): void;
}) {
  const t = useTranslations("reports.own");
  const [from, setFrom] = useState(period.from);
  const [until, setUntil] = useState(period.until);
  const [fault, setFault] = useState<PeriodFault | null>(null);
  const submit = () => {
    const wrong = periodFault(from, until, today);
    setFault(wrong);
    if (wrong === null) onShow({ preset: null, from, until });
  };
  return (
    <FormDialog title={t("title")} submit={t("show")} cancel={t("cancel")} onSubmit={submit} onClose={onClose}>
      <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
        <Field label={t("from")} required error={fault === "missing" && from === "" ? t("faults.missing") : undefined}>
          <Input type="date" value={from} max={today} onChange={(event) => setFrom(event.target.value)} />
        </Field>
        <Field
          label={t("until")}
          required
          error={fault !== null && !(fault === "missing" && from === "") ? t(`faults.${fault}`) : undefined}
        >
          <Input type="date" value={until} max={today} onChange={(event) => setUntil(event.target.value)} />
        </Field>
      </div>
    </FormDialog>
  );
}
