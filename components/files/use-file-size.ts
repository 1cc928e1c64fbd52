"use client";

import { useFormatter } from "next-intl";
import { useCallback } from "react";

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** Puts a number of bytes into words, as file managers do. */
export function useFileSize(): (bytes: number) => string {
  const format = useFormatter();
  return useCallback(
    (bytes) => {
      const power = Math.min(UNITS.length - 1, bytes < 1_000 ? 0 : Math.floor(Math.log(bytes) / Math.log(1_024)) || 1);
      const value = bytes / 1_024 ** power;
      return format.number(value, {
        style: "unit",
        unit: UNITS[power] ?? "byte",
        unitDisplay: power === 0 ? "long" : "short",
        maximumFractionDigits: power < 2 || value >= 100 ? 0 : 1,
      });
    },
    [format],
  );
}
