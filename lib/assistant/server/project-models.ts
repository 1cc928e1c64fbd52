import { routeCall } from "@/lib/models/core/route";
import { callModel } from "@/lib/models/server/call-model";
import { meteredCall } from "@/lib/models/server/metered-call";
import { modelLayer } from "@/lib/models/server/model-layer";
import type { ChatRequest } from "@/lib/models/protocol";
import { parseEnv } from "@/lib/platform/env";
import { sha256Hex } from "@/lib/platform/sha256";
import type { ProjectFacts } from "@/lib/projects/protocol";
import { projectProof } from "@/lib/projects/server/project-proof";
import type { TenantPolicy } from "@/lib/quotas/protocol";
import { objectsOf, type ObjectBindings } from "@/lib/rooms/server/objects";
import type { ProjectModels } from "./ports";

/** The installation's models on behalf of one project: routed by the tenant's policy, reserved, called and settled. */
export async function projectModels(
  bindings: ObjectBindings,
  { tenantId, id }: Pick<ProjectFacts, "tenantId" | "id">,
  by: {
    conversationId: string;
    visitorId: string;
    /** What its calls are recorded under. */
    tags: readonly string[];
    keep: (work: Promise<void>) => void;
  },
): Promise<ProjectModels | null> {
  const meter = objectsOf(bindings).meter(tenantId);
  const proof = await projectProof(parseEnv(bindings), tenantId, id);
  const known = await meter.identify(proof);
  if (known.status === "refused") return null;
  const { key, policy } = known;
  const layer = modelLayer(bindings);
  const routeBy = (request: ChatRequest, policyNow: TenantPolicy) =>
    routeCall({ request, entries: layer.registry.entries, policy: policyNow, keyModels: key.models, tags: [] });
  return {
    house: policy.systemPrompt,
    route: (request) => {
      const routed = routeBy(request, policy);
      return routed.status === "routed"
        ? { status: "planned", route: routed.decision }
        : { status: "failed", failure: routed.failure };
    },
    call: async (ask) =>
      meteredCall(
        { meter, call: (call) => callModel(layer, call), now: Date.now, keep: by.keep },
        {
          ...ask,
          ...{ proof, policy, scope: "chat", sessionId: by.conversationId, tags: by.tags },
          userHash: await sha256Hex(`${tenantId}\0${by.visitorId}`),
          routeAgain: (newer) => routeBy(ask.request, newer),
          onReserved: () => undefined,
        },
      ),
  };
}
