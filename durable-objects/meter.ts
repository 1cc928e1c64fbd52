import { DurableObject } from "cloudflare:workers";
import { tenantDb } from "@/db/client";
import { insertUsage, touchKeys } from "@/db/queries/usage";
import type { MeterPulse } from "@/lib/observe/protocol";
import type { MeterPulseRpc } from "@/lib/observe/server/objects";
import { parseEnv } from "@/lib/platform/env";
import type { TenantId } from "@/lib/platform/ids";
import { proves, refuseKey, UNKNOWN_KEY } from "@/lib/quotas/core/proof";
import type { Erasable } from "@/lib/rooms/server/objects";
import { Book } from "@/lib/quotas/core/book";
import { monthOf } from "@/lib/quotas/core/month";
import type {
  Identified,
  KeyProof,
  KeyRecord,
  MeterRefusal,
  MeterRpc,
  MeterUsage,
  ReserveAnswer,
  ReserveAsk,
  Settlement,
  TenantPolicy,
} from "@/lib/quotas/protocol";
import { withTimeout } from "@/lib/platform/with-timeout";
import { LiveMeter, subjectOf, type MeterServices } from "./meter/live-meter";
import { Commits } from "./meter/commits";
import { postgresLoaders, type MeterLoaders } from "./meter/loaders";
import { MeterStore } from "./meter/store";
import { Strangers } from "./meter/strangers";
import { registryOf } from "./outbox-registry";
import { forgetAll } from "./sockets";

const FLUSH_WAIT_MS = 5_000;

/** What a proof came to: a key of this tenant, and what decides about it. */
interface Proved {
  meter: LiveMeter;
  key: KeyRecord;
  policy: TenantPolicy;
}

/** A tenant's quotas, limits, keys and reservations. Plumbing only: rules in lib/quotas/core, rows in meter/. */
export class Meter extends DurableObject<RealtimeEnv> implements MeterRpc, MeterPulseRpc, Erasable {
  private readonly strangers = new Strangers();
  private readonly loaders: MeterLoaders;
  private readonly commits = new Commits(() => this.ctx.storage.sync());
  private meter: LiveMeter | null;

  constructor(ctx: DurableObjectState, env: RealtimeEnv) {
    super(ctx, env);
    this.loaders = postgresLoaders(env);
    const store = MeterStore.find(ctx.storage.sql);
    // Whatever woke the Meter, rows that wait for Postgres get their alarm back.
    this.meter = store && this.wake(store);
  }

  override async alarm(): Promise<void> {
    await this.meter?.work();
  }

  async identify(proof: KeyProof): Promise<Identified> {
    const proved = await this.prove(proof);
    if ("status" in proved) return proved;
    const { key, policy } = proved;
    return refuseKey(key, policy, Date.now()) ?? { status: "known", key, policy };
  }

  async reserve(ask: ReserveAsk): Promise<ReserveAnswer> {
    const known = await this.prove(ask);
    if ("status" in known) return known;
    return this.commits.run(() => {
      // Anew: what was known may have ended while this waited.
      const subject = this.subject(ask);
      const meter = this.of(ask.tenantId);
      if (!subject || !meter || !proves(ask, subject.key)) return this.strangers.refuse(Date.now());
      return meter.reserve(ask, subject.key, subject.policy, Date.now());
    });
  }

  async settle(settlement: Settlement): Promise<void> {
    await this.commits.run(() => this.of(settlement.tenantId)?.settle(settlement, Date.now()));
  }

  async putKey(tenantId: TenantId, key: KeyRecord): Promise<void> {
    this.born(tenantId)?.store.putKey(key);
  }

  async putPolicy(tenantId: TenantId, policy: TenantPolicy): Promise<void> {
    this.born(tenantId)?.store.putPolicy(policy);
  }

  async usage(tenantId: TenantId): Promise<MeterUsage> {
    const policy = this.of(tenantId)?.store.policy ?? (await this.loaders.policy(tenantId));
    const now = Date.now();
    return this.of(tenantId)?.usage(policy, now) ?? new Book().usage(monthOf(policy.zone, now));
  }

  async pulse(tenantId: TenantId): Promise<MeterPulse | null> {
    return this.of(tenantId)?.feel(Date.now()) ?? null;
  }

  async flush(tenantId: TenantId): Promise<number> {
    const meter = this.of(tenantId);
    if (!meter) return 0;
    // The work goes on by itself; whoever asks hears how far it is.
    await withTimeout(meter.work(), FLUSH_WAIT_MS).catch(() => undefined);
    return this.of(tenantId) === meter ? meter.outbox.count() : 0;
  }

  async erase(tenantId: TenantId): Promise<void> {
    if (this.meter && !this.of(tenantId)) return;
    this.meter?.stop();
    this.meter = null;
    await forgetAll(this.ctx);
  }

  /** Looks a key up where it is not known, then compares. Whatever is wrong with the proof, the answer is the same. */
  private async prove(proof: KeyProof): Promise<Proved | MeterRefusal> {
    const { tenantId, keyId } = proof;
    if (this.meter && !this.of(tenantId)) return UNKNOWN_KEY;
    if (!this.subject(proof)) {
      const refused = await this.strangers.meet(keyId, Date.now(), () => this.load(proof));
      if (refused && !this.subject(proof)) return refused;
    }
    const found = this.subject(proof);
    const meter = this.of(tenantId);
    if (!found || !meter || !proves(proof, found.key)) return this.strangers.refuse(Date.now());
    meter.used(keyId, Date.now());
    return { meter, ...found };
  }

  private subject({ tenantId, keyId }: KeyProof): ReturnType<typeof subjectOf> {
    const meter = this.of(tenantId);
    return meter && subjectOf(meter.store, keyId);
  }

  /** Takes over what Postgres has. What was put here meanwhile is newer, and stays. */
  private async load({ tenantId, keyId }: KeyProof): Promise<boolean> {
    const known = this.of(tenantId)?.store;
    const [key, policy] = await Promise.all([
      known?.key(keyId) ?? this.loaders.key(tenantId, keyId),
      known?.policy ?? this.loaders.policy(tenantId),
    ]);
    // Nothing is written for a tenant that has no such key: guessing leaves no objects behind.
    if (!key) return false;
    const store = this.born(tenantId)?.store;
    store?.putKey(key);
    store?.putPolicy(policy);
    return store !== undefined;
  }

  private of(tenantId: TenantId): LiveMeter | null {
    return this.meter?.store.tenantId === tenantId ? this.meter : null;
  }

  /** The Meter, born now if it was not; null when it is another tenant's. */
  private born(tenantId: TenantId): LiveMeter | null {
    this.meter ??= this.wake(this.ctx.storage.transactionSync(() => MeterStore.bear(this.ctx.storage.sql, tenantId)));
    return this.of(tenantId);
  }

  private wake(store: MeterStore): LiveMeter {
    return new LiveMeter(this.ctx, store, this.services(store.tenantId));
  }

  private services(tenantId: TenantId): MeterServices {
    const { env } = this;
    const db = () => tenantDb(parseEnv(env), tenantId);
    return {
      ledger: (rows) => insertUsage(db(), rows),
      touch: (uses) => touchKeys(db(), uses),
      markDirty: () => registryOf(env, tenantId).markMeter(tenantId),
    };
  }
}
