/** A tenant's Meter as the API meets it. */
import { env } from "cloudflare:workers";
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { newId, type KeyId, type ReservationId, type TenantId } from "@/lib/platform/ids";
import { TIER_QUOTAS } from "@/lib/quotas/core/tiers";
import type {
  KeyLimits,
  KeyRecord,
  ReserveAnswer,
  ReserveAsk,
  Settlement,
  TenantPolicy,
  TenantQuotas,
} from "@/lib/quotas/protocol";
import { objectName, objectsOf } from "@/lib/rooms/server/objects";
import { registryOf } from "../outbox-registry";

const bindings = env as unknown as RealtimeEnv;
const SECRET = "a".repeat(64);
const NO_LIMITS: KeyLimits = {
  requestsPerMinute: null,
  burst: null,
  tokensPerHour: null,
  concurrentStreams: null,
  costPerMonth: null,
};
const NO_QUOTAS: TenantQuotas = {
  requestsPerMonth: null,
  tokensPerMonth: null,
  costPerMonth: null,
  concurrentStreams: null,
};

export class TestMeter {
  readonly tenantId = newId<TenantId>();
  readonly rpc = objectsOf(bindings).meter(this.tenantId);
  readonly stub: DurableObjectStub = bindings.METER.getByName(objectName.meter(this.tenantId));
  private policyVersion = 0;
  private keyVersion = 0;

  /** A Meter that knows one key, without limits but those named. */
  static async of(quotas: Partial<TenantQuotas> = {}, limits: Partial<KeyLimits> = {}) {
    const meter = new TestMeter();
    await meter.policy({ quotas: { ...NO_QUOTAS, ...quotas } });
    const key = await meter.key({ limits: { ...NO_LIMITS, ...limits } });
    return { meter, key };
  }

  async policy(change: Partial<TenantPolicy> = {}): Promise<TenantPolicy> {
    const policy: TenantPolicy = {
      version: ++this.policyVersion,
      status: "active",
      tier: "enterprise",
      quotas: TIER_QUOTAS.enterprise,
      zone: "UTC",
      defaultModel: null,
      models: null,
      tools: null,
      systemPrompt: "",
      apiOrigins: [],
      ...change,
    };
    await this.rpc.putPolicy(this.tenantId, policy);
    return policy;
  }

  async key(change: Partial<KeyRecord> = {}): Promise<KeyRecord> {
    const key: KeyRecord = {
      keyId: newId<KeyId>(),
      secretHash: SECRET,
      scopes: ["chat"],
      limits: NO_LIMITS,
      models: null,
      tools: null,
      expiresAt: null,
      endsAt: null,
      version: ++this.keyVersion,
      ...change,
    };
    await this.rpc.putKey(this.tenantId, key);
    return key;
  }

  ask(key: KeyRecord, change: Partial<ReserveAsk> = {}): ReserveAsk {
    return {
      tenantId: this.tenantId,
      keyId: key.keyId,
      secretHash: SECRET,
      scope: "chat",
      model: "fake/small",
      policyVersion: this.policyVersion,
      stream: false,
      userHash: null,
      tokensMax: 1,
      costMax: 1,
      promptTokens: 0,
      promptCost: 0,
      ...change,
    };
  }

  reserve(key: KeyRecord, change: Partial<ReserveAsk> = {}): Promise<ReserveAnswer> {
    return this.rpc.reserve(this.ask(key, change));
  }

  /** Reserves or fails the test. */
  async open(key: KeyRecord, change: Partial<ReserveAsk> = {}): Promise<ReservationId> {
    const answer = await this.reserve(key, change);
    if (answer.status !== "reserved") throw new Error(JSON.stringify(answer));
    return answer.reservationId;
  }

  settlement(reservationId: ReservationId, tokens = 1, cost = 1, change: Partial<Settlement> = {}): Settlement {
    return {
      tenantId: this.tenantId,
      reservationId,
      requestId: newId(),
      end: "ok",
      model: "fake/small",
      provider: "fake",
      usage: { promptTokens: tokens, completionTokens: 0, cachedTokens: 0, reasoningTokens: 0, estimated: false },
      cost,
      priceVersion: "1",
      firstTokenMs: 5,
      totalMs: 20,
      attempts: 1,
      routeReason: "asked for",
      tags: [],
      sessionId: null,
      kind: "chat",
      ...change,
    };
  }

  settle(...args: Parameters<TestMeter["settlement"]>): Promise<void> {
    return this.rpc.settle(this.settlement(...args));
  }

  usage() {
    return this.rpc.usage(this.tenantId);
  }

  flush() {
    return this.rpc.flush(this.tenantId);
  }

  ring() {
    return runDurableObjectAlarm(this.stub);
  }

  evict() {
    return evictDurableObject(this.stub);
  }

  /** The minute's round. */
  sweep() {
    return registryOf(bindings, this.tenantId).sweep(this.tenantId);
  }

  alarm() {
    return runInDurableObject(this.stub, (_instance, state) => state.storage.getAlarm());
  }

  sql(query: string): Promise<SqlStorageValue[][]> {
    return runInDurableObject(this.stub, (_instance, state) => [...state.storage.sql.exec(query).raw()]);
  }
}
