/** A key's limits as a form holds them: texts, empty for no limit. */
import type { KeyLimits } from "@/lib/quotas/protocol";
import { dollarsText, parseDollars } from "./dollars";

export const LIMIT_FIELDS = [
  "requestsPerMinute",
  "burst",
  "tokensPerHour",
  "concurrentStreams",
  "costPerMonth",
] as const satisfies readonly (keyof KeyLimits)[];
export type LimitField = (typeof LIMIT_FIELDS)[number];
export type LimitFault = "count" | "dollars" | "burst";

const COUNT = /^[1-9]\d{0,11}$/;

export function readLimits(texts: Record<LimitField, string>): {
  limits: KeyLimits;
  faults: Partial<Record<LimitField, LimitFault>>;
} {
  const faults: Partial<Record<LimitField, LimitFault>> = {};
  const read = (field: LimitField): number | null => {
    const text = texts[field].trim();
    if (text === "") return null;
    const value = field === "costPerMonth" ? parseDollars(text) : COUNT.test(text) ? Number(text) : null;
    if (value === null) faults[field] = field === "costPerMonth" ? "dollars" : "count";
    return value;
  };
  const limits: KeyLimits = {
    requestsPerMinute: read("requestsPerMinute"),
    burst: read("burst"),
    tokensPerHour: read("tokensPerHour"),
    concurrentStreams: read("concurrentStreams"),
    costPerMonth: read("costPerMonth"),
  };
  if (limits.burst !== null && texts.requestsPerMinute.trim() === "") faults.burst = "burst";
  return { limits, faults };
}

export function writeLimit(limits: KeyLimits, field: LimitField): string {
  const value = limits[field];
  if (value === null) return "";
  return field === "costPerMonth" ? dollarsText(value) : String(value);
}
