import type { MeterPulse } from "@/lib/observe/protocol";
import { newId, type KeyId, type ReservationId } from "@/lib/platform/ids";
import { errorFacts, log } from "@/lib/platform/log";
import { Book, TENANT, type OpenCall } from "@/lib/quotas/core/book";
import { judge } from "@/lib/quotas/core/judge";
import { figure, lapsedRow, RESERVATION_MS, settledRow, tokensOf, type LedgerRow } from "@/lib/quotas/core/ledger";
import { limitView } from "@/lib/quotas/core/limit-view";
import { monthOf } from "@/lib/quotas/core/month";
import { refuseKey, refuseUse } from "@/lib/quotas/core/proof";
import { rulesOf } from "@/lib/quotas/core/rules";
import { WINDOW_KEPT_MS } from "@/lib/quotas/core/token-window";
import type { KeyRecord, MeterUsage, ReserveAnswer, ReserveAsk, Settlement, TenantPolicy } from "@/lib/quotas/protocol";
import { KeyUses } from "./key-uses";
import { COMPANY_MS, Outbox, type LedgerSink } from "./outbox";
import { Pulse } from "./pulse";
import type { MeterStore } from "./store";

/** An alarm that should have gone off this long ago was lost. */
const LOST_AFTER_MS = 5_000;
/** The tenant's registry hears of a Meter with something to do at most this often. */
const MARK_EVERY_MS = 300_000;
const TIDY_EVERY_MS = 300_000;

export interface MeterServices {
  ledger: LedgerSink;
  /** Notes in Postgres when keys were last used. */
  touch(uses: ReadonlyMap<KeyId, number>): Promise<void>;
  /** Tells the tenant's registry that this Meter has rows Postgres lacks, or will have. */
  markDirty(): Promise<void>;
}

/** A Meter that is some tenant's, awake: the book in memory, every change of it in the rows first. */
export class LiveMeter {
  readonly store: MeterStore;
  readonly outbox: Outbox;
  private readonly ctx: DurableObjectState;
  private readonly book = new Book();
  private readonly services: MeterServices;
  private readonly uses: KeyUses;
  private readonly pulse: Pulse;
  private alarmAt: number | null = null;
  private markedAt = 0;
  private tidiedAt = 0;
  private stopped = false;

  constructor(ctx: DurableObjectState, store: MeterStore, services: MeterServices) {
    this.ctx = ctx;
    this.store = store;
    this.services = services;
    this.pulse = new Pulse(ctx.storage.sql, Date.now());
    this.outbox = new Outbox(ctx.storage.sql, services.ledger, (rows) => this.pulse.sent(rows, Date.now()));
    this.uses = new KeyUses(services.touch);
    for (const { month, subject, ...totals } of store.totals()) this.book.restoreTotals(month, subject, totals);
    for (const { call, left, settled } of store.calls(Date.now() - WINDOW_KEPT_MS)) {
      this.book.restoreCall(call, left, settled);
    }
    this.arm(Date.now());
  }

  /** A key was proved. */
  used(keyId: KeyId, now: number): void {
    if (this.uses.note(keyId, now)) this.arm(now);
  }

  /** Decides and reserves, in one step. The key is proved. */
  reserve(ask: ReserveAsk, key: KeyRecord, policy: TenantPolicy, now: number): ReserveAnswer {
    this.lapse(now);
    const refusedKey = refuseKey(key, policy, now);
    if (refusedKey) return refusedKey;
    if (ask.policyVersion !== policy.version) return { status: "stale", policy };
    const asked = { ...ask, tokensMax: figure(ask.tokensMax), costMax: figure(ask.costMax) };
    const month = monthOf(policy.zone, now);
    const refused = refuseUse(asked, key, policy) ?? judge(this.book, { ask: asked, key, policy, month }, now);
    if (refused) return refused;
    const call: OpenCall = {
      id: newId<ReservationId>(),
      keyId: key.keyId,
      user: ask.userHash,
      month: month.label,
      at: now,
      stream: ask.stream,
      tokens: asked.tokensMax,
      cost: asked.costMax,
    };
    const left = this.book.begin(call, rulesOf(key, policy));
    const kind = ask.scope === "embeddings" ? "embeddings" : "chat";
    const { promptTokens, promptCost, model } = ask;
    this.write(() => this.store.insert({ ...call, kind, model, promptTokens, promptCost, left }));
    this.arm(now);
    return { status: "reserved", reservationId: call.id, view: limitView(this.book, key, policy, now) };
  }

  /** Counts what a call came to. One that is settled, has lapsed or never was changes nothing. */
  settle(settlement: Settlement, now: number): void {
    const facts = this.store.facts(settlement.reservationId);
    if (facts) this.end(settledRow(facts, settlement), now);
  }

  usage(policy: TenantPolicy, now: number): MeterUsage {
    this.lapse(now);
    return this.book.usage(monthOf(policy.zone, now));
  }

  /** What its calls do at this moment. */
  feel(now: number): MeterPulse {
    this.lapse(now);
    return { ...this.book.openNow(), ...this.pulse.read(now) };
  }

  /** The alarm's work, and that of every call from outside. Never throws; arming is the last thing it does. */
  async work(): Promise<void> {
    try {
      this.lapse(Date.now());
      await Promise.all([this.outbox.drain(), this.uses.tell()]);
      this.tidy(Date.now());
    } catch (error) {
      log({ event: "meter.outbox_retry", level: "error", ...errorFacts(error) });
    }
    this.alarmAt = null;
    if (!this.stopped) this.arm(Date.now());
  }

  /** The tenant is erased: what is still on its way sets no alarm any more. */
  stop(): void {
    this.stopped = true;
  }

  /** Sets the alarm while something is open or unsent, and only then: an idle Meter sleeps. */
  private arm(now: number): void {
    const set = this.alarmAt !== null && this.alarmAt > now - LOST_AFTER_MS ? this.alarmAt : null;
    // On a busy Meter it always is, and nothing needs looking up.
    if (set !== null && set <= now + COMPANY_MS) return;
    const oldest = this.book.oldest();
    const lapses = oldest === null ? null : oldest.at + RESERVATION_MS;
    const due = [this.outbox.dueAt(), this.uses.dueAt(), lapses].filter((at) => at !== null);
    if (due.length === 0) return;
    const at = Math.max(now, Math.min(...due));
    this.register(now);
    if (set !== null && set <= at) return;
    this.alarmAt = at;
    this.ctx.waitUntil(this.ctx.storage.setAlarm(at));
  }

  /** Ends calls that nobody settled in time. The alarm does, and whoever comes before it: quotas wait for no alarm. */
  private lapse(now: number): void {
    for (let call = this.book.oldest(); call && call.at + RESERVATION_MS <= now; call = this.book.oldest()) {
      const facts = this.store.facts(call.id);
      if (!facts) throw new Error("An open call has no row.");
      this.end(lapsedRow(facts), now);
      log({ event: "meter.lapsed", level: "warn", reservationId: call.id });
    }
  }

  private end(row: LedgerRow, now: number): void {
    const month = this.book.find(row.id)?.month;
    if (month === undefined) return;
    this.write(() => this.store.settle(row, month, [TENANT, row.keyId], now));
    this.book.end(row.id, { tokens: tokensOf(row), cost: row.cost });
    this.pulse.ended(row, now);
    this.arm(now);
  }

  /** All of it or nothing. Should the rows not be written, memory is not to be trusted: the object starts anew from them. */
  private write(change: () => void): void {
    try {
      this.ctx.storage.transactionSync(change);
    } catch (error) {
      this.ctx.abort("A call could not be written down.");
      throw error;
    }
  }

  private tidy(now: number): void {
    if (now - this.tidiedAt < TIDY_EVERY_MS) return;
    this.tidiedAt = now;
    this.store.tidy(now - WINDOW_KEPT_MS);
    this.book.tidy(now);
  }

  private register(now: number): void {
    if (now - this.markedAt < MARK_EVERY_MS) return;
    this.markedAt = now;
    this.ctx.waitUntil(
      this.services.markDirty().catch((error: unknown) => {
        this.markedAt = 0;
        log({ event: "meter.outbox_retry", level: "warn", ...errorFacts(error) });
      }),
    );
  }
}

/** Whether the Meter can judge calls of this key without asking anybody. */
export function subjectOf(store: MeterStore, keyId: KeyId): { key: KeyRecord; policy: TenantPolicy } | null {
  const key = store.key(keyId);
  const { policy } = store;
  return key && policy ? { key, policy } : null;
}
