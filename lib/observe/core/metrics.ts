import { CALL_ENDS } from "@/lib/quotas/protocol";
import type { CallTotals, InstallationView, TenantPulse } from "../protocol";
import { addTotals } from "./call-totals";
import type { Family } from "./exposition";
import { isFailure } from "./minutes";

/** Tenants with figures of their own; the sums are over all. Those that use most come first. */
export const TENANTS_MAX = 500;

const BREAKER = { closed: 0, "half-open": 1, open: 2 } as const;
const USD = 1e9;

/** What an installation's operators scrape. No label but a tenant's id, a model and words of ours; nothing of any person. */
export function metricsOf({ installation, breakers }: InstallationView, now: number): Family[] {
  const { tenants, gone, last } = installation;
  const calls = tenants.reduce((sum, tenant) => (tenant.calls ? addTotals(sum, tenant.calls) : sum), gone);
  const sum = (of: (tenant: TenantPulse) => number) => tenants.reduce((total, tenant) => total + of(tenant), 0);
  const lag = Math.max(0, ...tenants.map((tenant) => lagOf(tenant, now)));
  const gauge = (name: string, help: string, value: number): Family => ({
    ...{ name, help, type: "gauge" },
    samples: [{ value }],
  });
  return [
    gauge("parlor_tenants", "Tenants of the installation.", last?.tenants ?? 0),
    {
      name: "parlor_calls_total",
      help: "Calls of models that are over, by how they ended.",
      type: "counter",
      samples: CALL_ENDS.map((end) => ({ labels: { end }, value: calls.ends[end] })),
    },
    {
      name: "parlor_tokens_total",
      help: "Tokens of calls that are over.",
      type: "counter",
      samples: [
        { labels: { kind: "prompt" }, value: calls.promptTokens },
        { labels: { kind: "completion" }, value: calls.completionTokens },
      ],
    },
    {
      name: "parlor_cost_usd_total",
      help: "US dollars that calls came to.",
      type: "counter",
      samples: [{ value: calls.cost / USD }],
    },
    gauge(
      "parlor_open_calls",
      "Calls of models that run.",
      sum((tenant) => tenant.calls?.open ?? 0),
    ),
    gauge(
      "parlor_open_streams",
      "Calls among them that are streamed.",
      sum((tenant) => tenant.calls?.streams ?? 0),
    ),
    {
      name: "parlor_sockets",
      help: "Open sockets.",
      type: "gauge",
      samples: (["room", "inbox", "visit"] as const).map((kind) => ({
        labels: { kind },
        value: sum(({ sockets }) => sockets[kind]),
      })),
    },
    gauge(
      "parlor_outbox_rows",
      "Rows that Postgres should have by now.",
      sum(({ waiting }) => waiting.rows),
    ),
    gauge(
      "parlor_outbox_parked_rows",
      "Rows that Postgres refused, put aside.",
      sum(({ waiting }) => waiting.parked),
    ),
    gauge("parlor_outbox_lag_seconds", "Age of the oldest row that waits.", lag / 1_000),
    gauge("parlor_rooms_dirty", "Rooms with rows to push after the last round.", last?.dirty ?? 0),
    {
      name: "parlor_rounds_total",
      help: "Rounds of the cron.",
      type: "counter",
      samples: [{ value: installation.rounds }],
    },
    {
      name: "parlor_rounds_failed_total",
      help: "Rounds of the cron in which something failed.",
      type: "counter",
      samples: [{ value: installation.failedRounds }],
    },
    {
      name: "parlor_round_timestamp_seconds",
      help: "When the last round began.",
      type: "gauge",
      samples: last ? [{ value: last.at / 1_000 }] : [],
    },
    {
      name: "parlor_round_seconds",
      help: "How long the last round took.",
      type: "gauge",
      samples: last ? [{ value: last.tookMs / 1_000 }] : [],
    },
    {
      name: "parlor_model_breaker_state",
      help: "0: calls go through, 1: one is tried, 2: the model is left alone. As the answering isolate knows it.",
      type: "gauge",
      samples: breakers.map(({ model, provider, state }) => ({ labels: { model, provider }, value: BREAKER[state] })),
    },
    ...tenantFamilies(tenants, now),
  ];
}

function tenantFamilies(tenants: readonly TenantPulse[], now: number): Family[] {
  const shown = tenants.toSorted((a, b) => weightOf(b) - weightOf(a)).slice(0, TENANTS_MAX);
  const family = (
    name: string,
    type: Family["type"],
    help: string,
    value: (tenant: TenantPulse) => number,
  ): Family => ({
    name,
    help,
    type,
    samples: shown.map((one) => ({ labels: { tenant: one.tenant }, value: value(one) })),
  });
  const ofCalls = (of: (calls: CallTotals) => number) => (tenant: TenantPulse) => (tenant.calls ? of(tenant.calls) : 0);
  return [
    family("parlor_tenant_calls_total", "counter", "Calls of models that are over.", ofCalls(callsOf)),
    family(
      "parlor_tenant_failed_calls_total",
      "counter",
      "Those that neither ended well nor were left.",
      ofCalls(failuresOf),
    ),
    family(
      "parlor_tenant_tokens_total",
      "counter",
      "Tokens of calls that are over.",
      ofCalls(({ promptTokens, completionTokens }) => promptTokens + completionTokens),
    ),
    family(
      "parlor_tenant_sockets",
      "gauge",
      "Open sockets of any kind.",
      ({ sockets }) => sockets.room + sockets.inbox + sockets.visit,
    ),
    family("parlor_tenant_outbox_rows", "gauge", "Rows that Postgres should have.", ({ waiting }) => waiting.rows),
    family("parlor_tenant_outbox_lag_seconds", "gauge", "Age of the oldest.", (tenant) => lagOf(tenant, now) / 1_000),
    {
      name: "parlor_tenants_unlisted",
      help: "Tenants in the sums that have no figures of their own here.",
      type: "gauge",
      samples: [{ value: tenants.length - shown.length }],
    },
  ];
}

export function callsOf({ ends }: CallTotals): number {
  return CALL_ENDS.reduce((sum, end) => sum + ends[end], 0);
}

export function failuresOf({ ends }: CallTotals): number {
  return CALL_ENDS.reduce((sum, end) => (isFailure(end) ? sum + ends[end] : sum), 0);
}

/** One with rows that wait is never left out for one that is only busy. */
function weightOf({ calls, sockets, waiting }: TenantPulse): number {
  const late = waiting.rows + waiting.parked > 0 ? 1e12 : 0;
  return late + (calls ? callsOf(calls) : 0) + sockets.room + sockets.inbox + sockets.visit;
}

function lagOf({ waiting: { since } }: TenantPulse, now: number): number {
  return since === null ? 0 : Math.max(0, now - since);
}
