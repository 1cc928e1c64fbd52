/** What operators of the installation see and do. Types and bounds only. Times are milliseconds since 1970. */
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
