/** What operators of the installation see and do. Types and bounds only. Times are milliseconds since 1970. */
import type { InstallationView, ReadingPulse } from "@/lib/observe/protocol";
import type { TenantId } from "@/lib/platform/ids";
import type { Tier } from "@/lib/quotas/protocol";
import type { TenantConfig } from "@/lib/tenants/protocol";

export const OPERATOR_TOKEN_PREFIX = "po_live_";

export const OPERATOR_BOUNDS = {
  pageSize: 20,
  /** Requests of one token. */
  perMinute: 300,
  /** How long an Idempotency-Key is remembered. */
  answerHours: 24,
} as const;

/** `deleted`: suspended, and erased at `deletionDueAt` unless it is reactivated. */
export type TenantState = "active" | "suspended" | "deleted";

export interface TenantSummary {
  id: TenantId;
  slug: string;
  name: string;
  state: TenantState;
  tier: Tier;
  members: number;
  createdAt: number;
  suspendedAt: number | null;
  deletionDueAt: number | null;
}

export interface TenantDetail extends TenantSummary {
  config: TenantConfig;
}

export interface TenantPage {
  tenants: TenantSummary[];
  total: number;
  page: number;
  pages: number;
}

/** What calls of a time came to. Cost in nano US dollars. */
export interface CallSums {
  calls: number;
  failed: number;
  tokens: number;
  cost: number;
}

/** A tenant with what it used. */
export interface TenantFigures extends TenantSummary {
  today: CallSums;
  month: CallSums;
}

export interface InstallationFigures {
  tenants: TenantFigures[];
  /** There are more tenants than are added up here. */
  cut: boolean;
  /** From when on `month` counts: thirty days of UTC, this one the last. */
  from: number;
  until: number;
}

/** Null in the place of what does not answer. */
export interface InstallationHealth {
  at: number;
  database: { ms: number } | null;
  /** Mails that are kept for the outbox page; null where they are sent. */
  mails: number | null;
  view: InstallationView | null;
  /** Documents on their way into knowledge, of all tenants. */
  reading: ReadingPulse | null;
  build: { version: string; schema: string };
}
