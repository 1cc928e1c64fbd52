"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { fieldsOf, momentOf, parseWall } from "@/lib/later/core/when";
import { LATER_LIMITS } from "@/lib/later/protocol";
import { viewerZone } from "./use-moments";

export type MomentFault = "missing" | "past" | "far";

/** A date and a time in the viewer's zone, and how to read them. */
export function useMomentFields(startAt: number) {
  const zone = viewerZone();
  const [value, setValue] = useState(() => fieldsOf(startAt, zone));
  const [today] = useState(() => fieldsOf(Date.now(), zone).date);
  const [fault, setFault] = useState<MomentFault | null>(null);
  return {
    zone,
    today,
    value,
    fault,
    set(part: Partial<typeof value>) {
      setValue((now) => ({ ...now, ...part }));
      setFault(null);
    },
    /** The moment, or null after saying what is wrong with it. */
    read(): number | null {
      const wall = parseWall(value.date, value.time);
      const at = wall && momentOf(wall, zone);
      const wrong = at === null ? "missing" : faultOf(at);
      setFault(wrong);
      return wrong === null ? at : null;
    },
  };
}

function faultOf(at: number): MomentFault | null {
  if (at <= Date.now()) return "past";
  return at > Date.now() + LATER_LIMITS.aheadDaysMax * 86_400_000 ? "far" : null;
}

export function MomentFields({ fields }: { fields: ReturnType<typeof useMomentFields> }) {
  const t = useTranslations("later.moment");
  const { value, fault, zone, today, set } = fields;
  return (
    <div className="grid grid-cols-2 gap-3">
      <Field label={t("date")} error={fault ? t(`fault.${fault}`) : undefined} help={t("zone", { zone })} required>
        <Input
          type="date"
          name="date"
          value={value.date}
          min={today}
          onChange={(event) => set({ date: event.target.value })}
        />
      </Field>
      <Field label={t("time")} required>
        <Input type="time" name="time" value={value.time} onChange={(event) => set({ time: event.target.value })} />
      </Field>
    </div>
  );
}
