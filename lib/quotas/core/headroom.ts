import type { Headroom, KeyRecord, ReserveAsk, TenantPolicy } from "../protocol";
import { keySubject, TENANT, type Book } from "./book";
import type { Month } from "./month";
import { rulesOf } from "./rules";

/** So many calls of one size must fit into every limit before one of them may go ahead of its reservation. */
const CALLS = 50;

/** The size of call that fits fifty times into all that a key and its tenant have left; null where fifty calls do not. */
export function headroomOf(
  book: Book,
  { key, policy, month }: { key: KeyRecord; policy: TenantPolicy; month: Month },
  now: number,
): Headroom | null {
  const { quotas } = policy;
  const { limits } = key;
  const spent = book.spent(month.label, TENANT);
  const held = book.held(month.label, key.keyId);
  const rule = rulesOf(key, policy).key;
  const calls = [
    left(quotas.requestsPerMonth, spent.requests + held.tenant.requests),
    left(quotas.concurrentStreams, held.tenant.streams),
    left(limits.concurrentStreams, held.key.streams),
    rule ? book.rates.view(keySubject(key.keyId), rule, now).remaining : Infinity,
  ];
  if (calls.some((count) => count < CALLS)) return null;
  return {
    tokens: share(
      left(quotas.tokensPerMonth, spent.tokens + held.tenant.tokens),
      left(limits.tokensPerHour, limits.tokensPerHour === null ? 0 : book.windowOf(key.keyId).sum(now)),
    ),
    cost: share(
      left(quotas.costPerMonth, spent.cost + held.tenant.cost),
      left(limits.costPerMonth, book.spent(month.label, key.keyId).cost + held.key.cost),
    ),
  };
}

/**
 * Whether a call may ask its provider while it is being reserved. Never where its user has a rate of their own: what is
 * left of that is not known here.
 */
export function mayGoAhead(
  headroom: Headroom | null,
  ask: Pick<ReserveAsk, "tokensMax" | "costMax" | "userHash">,
  by: { key: KeyRecord; policy: TenantPolicy },
): boolean {
  if (headroom === null || ask.tokensMax > headroom.tokens || ask.costMax > headroom.cost) return false;
  return ask.userHash === null || rulesOf(by.key, by.policy).user === null;
}

function left(max: number | null, used: number): number {
  return max === null ? Infinity : max - used;
}

function share(...lefts: number[]): number {
  return Math.floor(Math.max(0, Math.min(...lefts)) / CALLS);
}
