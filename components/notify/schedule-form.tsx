"use client";

import { useTimeZone, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Switch } from "@/components/ui/switch";
import type { Hours, Schedule } from "@/lib/notify/core/settings";
import { useSaveSettings } from "./use-settings";

const OFFICE: Hours = { from: 9 * 60, to: 18 * 60 };
const WORKING_WEEK: (Hours | null)[] = [OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, null, null];

/** The week's hours, day by day. Saved with the zone of this browser. */
export function ScheduleForm({ tenant, schedule }: { tenant: string; schedule: Schedule | null }) {
  const t = useTranslations("notify.quiet");
  const zone = useTimeZone() ?? "UTC";
  const { pending, save } = useSaveSettings(tenant);
  const [on, setOn] = useState(schedule !== null);
  const [days, setDays] = useState(schedule?.days ?? WORKING_WEEK);
  const wrong = days.some((hours) => hours !== null && !(hours.from < hours.to));
  const setDay = (day: number, hours: Hours | null) => setDays(days.map((each, at) => (at === day ? hours : each)));
  const toggle = async (next: boolean) => {
    setOn(next);
    const stored = await save({ schedule: next ? { zone, days } : null });
    if (!stored) setOn(!next);
  };
  return (
    <div className="flex flex-col gap-3 border-t pt-4">
      <Field layout="row" label={t("schedule")} help={t("scheduleHelp", { zone })}>
        <Switch checked={on} disabled={pending || (wrong && !on)} onCheckedChange={(next) => void toggle(next)} />
      </Field>
      {on ? (
        <form
          className="flex flex-col gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (!wrong && !pending) void save({ schedule: { zone, days } });
          }}
        >
          {days.map((hours, day) => (
            <Day key={day} day={day} hours={hours} onChange={(next) => setDay(day, next)} />
          ))}
          {wrong ? (
            <p role="alert" className="text-xs text-destructive">
              {t("order")}
            </p>
          ) : null}
          <div className="pt-1">
            <Button type="submit" pending={pending}>
              {t("save")}
            </Button>
          </div>
        </form>
      ) : null}
    </div>
  );
}

function Day({ day, hours, onChange }: { day: number; hours: Hours | null; onChange(hours: Hours | null): void }) {
  const t = useTranslations("notify.quiet");
  const name = t("day", { day: String(day) });
  const time = (edge: "from" | "to") =>
    hours === null ? null : (
      <Input
        type="time"
        aria-label={t(edge, { day: name })}
        className="w-28 tabular-nums"
        value={clockOf(hours[edge])}
        required
        onChange={({ target }) => {
          const minutes = minutesOf(target.value, edge);
          if (minutes !== null) onChange({ ...hours, [edge]: minutes });
        }}
      />
    );
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1">
      <Field layout="row" label={name} className="w-32 items-center">
        <Checkbox checked={hours !== null} onCheckedChange={(checked) => onChange(checked === true ? OFFICE : null)} />
      </Field>
      {hours === null ? (
        <span className="text-sm text-muted-foreground">{t("allDay")}</span>
      ) : (
        <span className="flex items-center gap-2">
          {time("from")}
          <span aria-hidden>–</span>
          {time("to")}
        </span>
      )}
    </div>
  );
}

function clockOf(minutes: number): string {
  const within = minutes % 1_440;
  return `${String(Math.floor(within / 60)).padStart(2, "0")}:${String(within % 60).padStart(2, "0")}`;
}

/** Midnight at the end of a day is the end of that day. */
function minutesOf(text: string, edge: "from" | "to"): number | null {
  const [, hours, minutes] = /^(\d{2}):(\d{2})/.exec(text) ?? [];
  if (hours === undefined || minutes === undefined) return null;
  const at = Number(hours) * 60 + Number(minutes);
  return at === 0 && edge === "to" ? 1_440 : at;
}
