import { together } from "@/lib/observe/core/waiting";
import type { InstallationPulse, Sockets, Waiting } from "@/lib/observe/protocol";
import type { CallSums, TenantFigures } from "../protocol";

/** What all tenants used together. */
export function addSums(sums: readonly CallSums[]): CallSums {
  return sums.reduce(
    (all, one) => ({
      calls: all.calls + one.calls,
      failed: all.failed + one.failed,
      tokens: all.tokens + one.tokens,
      cost: all.cost + one.cost,
    }),
    { calls: 0, failed: 0, tokens: 0, cost: 0 },
  );
}

/** How many of them there are of each kind. */
export function countBy<K extends string>(
  tenants: readonly TenantFigures[],
  kinds: readonly K[],
  of: (tenant: TenantFigures) => K,
): Record<K, number> {
  return Object.fromEntries(
    kinds.map((kind) => [kind, tenants.filter((tenant) => of(tenant) === kind).length]),
  ) as Record<K, number>;
}

/** What the last round found in all tenants. */
export function addPulses({ tenants }: InstallationPulse): {
  sockets: Sockets;
  waiting: Waiting;
  calls: number;
  streams: number;
} {
  const sum = { sockets: { room: 0, inbox: 0, visit: 0 }, calls: 0, streams: 0 };
  let waiting: Waiting = { rows: 0, since: null, parked: 0 };
  for (const tenant of tenants) {
    for (const kind of ["room", "inbox", "visit"] as const) sum.sockets[kind] += tenant.sockets[kind];
    sum.calls += tenant.calls?.open ?? 0;
    sum.streams += tenant.calls?.streams ?? 0;
    waiting = together(waiting, tenant.waiting);
  }
  return { ...sum, waiting };
}
