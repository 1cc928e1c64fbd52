import { useFormatter } from "next-intl";
import { useCallback } from "react";
import { useMoney } from "@/components/admin/use-money";
import type { Unit } from "@/lib/reporting/protocol";

const COMPACT_FROM = 100_000;
const SECOND_MS = 1_000;

/** What stands where nothing was there to measure. */
export const NOT_MEASURED = "–";

/** A figure as people read it; null where nothing was measured. `exact`: large counts to the last digit. */
export function useFigure(): (unit: Unit, value: number | null, exact?: boolean) => string {
  const format = useFormatter();
  const money = useMoney();
  return useCallback(
    (unit, value, exact = false) => {
      if (value === null) return NOT_MEASURED;
      switch (unit) {
        case "count":
        case "tokens":
          return exact || value < COMPACT_FROM
            ? format.number(value, { maximumFractionDigits: 0 })
            : format.number(value, { notation: "compact", maximumFractionDigits: 1 });
        case "money":
          return money(value);
        case "ms":
          return value < SECOND_MS
            ? format.number(value, { style: "unit", unit: "millisecond", maximumFractionDigits: 0 })
            : format.number(value / SECOND_MS, { style: "unit", unit: "second", maximumFractionDigits: 1 });
        case "share":
          return format.number(value, { style: "percent", maximumFractionDigits: 1 });
        default:
          return unit satisfies never;
      }
    },
    [format, money],
  );
}

/** A day of a calendar, which no zone may move. */
export function useDay(): (day: string, style?: "short" | "full") => string {
  const format = useFormatter();
  return useCallback(
    (day, style = "full") =>
      format.dateTime(new Date(day), {
        ...(style === "full" ? { dateStyle: "medium" } : { day: "numeric", month: "short" }),
        timeZone: "UTC",
      }),
    [format],
  );
}
