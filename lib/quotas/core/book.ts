/** What a tenant's calls have come to and may yet come to. In memory; the Meter keeps the rows it is rebuilt from. */
import type { KeyId, ReservationId } from "../../platform/ids";
import type { MeterUsage } from "../protocol";
import type { Month } from "./month";
import { RequestRates, type RequestRule } from "./request-rates";
import { TokenWindow, WINDOW_KEPT_MS } from "./token-window";

/** A call that was let through and is not settled yet. `tokens` and `cost` are the most it can come to. */
export interface OpenCall {
  id: ReservationId;
  keyId: KeyId;
  user: string | null;
  /** Label of the month it counts in: that of its beginning. */
  month: string;
  at: number;
  stream: boolean;
  tokens: number;
  cost: number;
}

export interface Totals {
  requests: number;
  tokens: number;
  cost: number;
}

/** Which rates a call is counted under. Null: none. */
export interface CallRules {
  key: RequestRule | null;
  user: RequestRule | null;
}

/** How many requests were left of each rate after a call. */
export interface RatesLeft {
  key: number | null;
  user: number | null;
}

/** What open calls hold. */
interface Held {
  tenant: Totals & { streams: number };
  key: { cost: number; streams: number };
}

/** The tenant among the subjects of totals; all others are keys. */
export const TENANT = "";

const NOTHING: Totals = { requests: 0, tokens: 0, cost: 0 };

export class Book {
  readonly rates = new RequestRates();
  private readonly open = new Map<ReservationId, OpenCall>();
  private readonly windows = new Map<KeyId, TokenWindow>();
  private readonly totals = new Map<string, Totals>();

  /** Puts back what was settled in a month. */
  restoreTotals(month: string, subject: string, totals: Totals): void {
    this.totals.set(`${month} ${subject}`, totals);
  }

  /** Puts back a call, in the order in which they began; one that is settled is in the totals already. */
  restoreCall(call: OpenCall, left: RatesLeft, settled: boolean): void {
    if (left.key !== null) this.rates.restore(keySubject(call.keyId), left.key, call.at);
    if (left.user !== null && call.user !== null) this.rates.restore(userSubject(call.user), left.user, call.at);
    this.windowOf(call.keyId).add(call.at, call.tokens);
    if (!settled) this.open.set(call.id, call);
  }

  /** Counts a call in: all that it can come to is held from now on. Answers what is left of its rates. */
  begin(call: OpenCall, rules: CallRules): RatesLeft {
    this.windowOf(call.keyId).add(call.at, call.tokens);
    this.open.set(call.id, call);
    const { key, user } = rules;
    return {
      key: key ? this.rates.spend(keySubject(call.keyId), key, call.at) : null,
      user: user && call.user !== null ? this.rates.spend(userSubject(call.user), user, call.at) : null,
    };
  }

  /** Counts what a call came to in place of what it held. One that is not open changes nothing. */
  end(id: ReservationId, actual: { tokens: number; cost: number }): void {
    const call = this.open.get(id);
    if (!call) return;
    this.open.delete(id);
    this.windowOf(call.keyId).add(call.at, actual.tokens - call.tokens);
    for (const subject of [TENANT, call.keyId]) {
      const { requests, tokens, cost } = this.spent(call.month, subject);
      const totals = { requests: requests + 1, tokens: tokens + actual.tokens, cost: cost + actual.cost };
      this.totals.set(`${call.month} ${subject}`, totals);
    }
  }

  find(id: ReservationId): OpenCall | null {
    return this.open.get(id) ?? null;
  }

  /** The open call that began first. */
  oldest(): OpenCall | null {
    return this.open.values().next().value ?? null;
  }

  /** What was settled. */
  spent(month: string, subject: string): Totals {
    return this.totals.get(`${month} ${subject}`) ?? NOTHING;
  }

  /** What open calls hold: of the month for totals, at this moment for streams. */
  held(month: string, keyId: KeyId | null): Held {
    const held: Held = { tenant: { ...NOTHING, streams: 0 }, key: { cost: 0, streams: 0 } };
    for (const call of this.open.values()) {
      const mine = call.keyId === keyId;
      if (call.stream) held.tenant.streams++;
      if (call.stream && mine) held.key.streams++;
      if (call.month !== month) continue;
      held.tenant.requests++;
      held.tenant.tokens += call.tokens;
      held.tenant.cost += call.cost;
      if (mine) held.key.cost += call.cost;
    }
    return held;
  }

  /** Calls that run. */
  openNow(): { openCalls: number; openStreams: number } {
    let openStreams = 0;
    for (const { stream } of this.open.values()) if (stream) openStreams++;
    return { openCalls: this.open.size, openStreams };
  }

  windowOf(keyId: KeyId): TokenWindow {
    const known = this.windows.get(keyId);
    if (known) return known;
    const made = new TokenWindow();
    this.windows.set(keyId, made);
    return made;
  }

  usage({ label, from, until }: Month): MeterUsage {
    const spent = this.spent(label, TENANT);
    const { tenant } = this.held(label, null);
    return {
      from,
      until,
      requests: spent.requests + tenant.requests,
      tokens: spent.tokens,
      cost: spent.cost,
      reservedTokens: tenant.tokens,
      reservedCost: tenant.cost,
      openStreams: tenant.streams,
    };
  }

  /** Lets go of what can decide about nothing any more. */
  tidy(now: number): void {
    this.rates.forgetBefore(now - WINDOW_KEPT_MS);
    for (const [keyId, window] of this.windows) if (window.resetMs(now) === 0) this.windows.delete(keyId);
  }
}

export function keySubject(keyId: KeyId): string {
  return `key ${keyId}`;
}

export function userSubject(user: string): string {
  return `user ${user}`;
}
