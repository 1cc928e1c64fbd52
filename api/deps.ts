/** What the API stands on, as values: the Worker gives the real ones, tests their own. */
import type { KeyProof, MeterRpc } from "@/lib/quotas/protocol";
import type { TenantId } from "@/lib/platform/ids";
import type { ModelLayer } from "./model-layer";

export interface ApiDeps {
  /** Who sent this key, by its own words; null when it is not the shape of a key. */
  proveKey(env: RealtimeEnv, authorization: string | null): Promise<KeyProof | null>;
  meterOf(env: RealtimeEnv, tenantId: TenantId): MeterRpc;
  models: ModelLayer;
  now(): number;
}
