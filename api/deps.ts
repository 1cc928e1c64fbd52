/** What the API stands on, as values: the Worker gives the real ones, tests their own. */
import type { RouteAsk, Routed } from "@/lib/models/core/route";
import type { CallAnswer, ModelCall, ModelEntry } from "@/lib/models/server/call";
import type { EmbedAnswer, EmbedAsk } from "@/lib/models/server/embed-texts";
import type { TenantId } from "@/lib/platform/ids";
import type { KeyProof, MeterRpc } from "@/lib/quotas/protocol";

export interface ApiDeps {
  /** Who sent this key, by its own words; null when this installation never made it. */
  proveKey(env: RealtimeEnv, authorization: string | null): Promise<KeyProof | null>;
  meterOf(env: RealtimeEnv, tenantId: TenantId): MeterRpc;
  models: ApiModels;
  now(): number;
}

/** The model layer, bound to the Worker's environment. */
export interface ApiModels {
  entries(env: RealtimeEnv): readonly ModelEntry[];
  route(ask: RouteAsk): Routed;
  call(env: RealtimeEnv, call: ModelCall): Promise<CallAnswer>;
  embed(env: RealtimeEnv, ask: EmbedAsk): Promise<EmbedAnswer>;
}
