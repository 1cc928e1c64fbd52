import { routeCall } from "@/lib/models/core/route";
import { callModel } from "@/lib/models/server/call-model";
import { meteredCall } from "@/lib/models/server/metered-call";
import { modelLayer } from "@/lib/models/server/model-layer";
import type { ChatRequest } from "@/lib/models/protocol";
import { sha256Hex } from "@/lib/platform/sha256";
import type { TenantPolicy } from "@/lib/quotas/protocol";
import { objectsOf, type ObjectBindings } from "@/lib/rooms/server/objects";
import type { SessionView } from "../protocol";
import type { Caller } from "./objects";
import type { SessionModels } from "./ports";

/** The installation's models on behalf of one key in one session: routed, reserved, called and settled each by itself. */
export function sessionModels(
  bindings: ObjectBindings,
  { proof, key, policy }: Caller,
  session: SessionView,
  keep: (work: Promise<void>) => void,
): SessionModels {
  const layer = modelLayer(bindings);
  const meter = objectsOf(bindings).meter(proof.tenantId);
  const routeBy = (request: ChatRequest, by: TenantPolicy) =>
    routeCall({ request, entries: layer.registry.entries, policy: by, keyModels: key.models, tags: [] });
  return {
    route: async (request) => {
      const routed = routeBy(request, policy);
      return routed.status === "routed"
        ? { status: "planned", route: routed.decision }
        : { status: "failed", failure: routed.failure };
    },
    call: async (ask) =>
      meteredCall(
        { meter, call: (call) => callModel(layer, call), now: Date.now, keep },
        {
          ...ask,
          proof,
          policy,
          scope: "chat",
          userHash: session.user === null ? null : await sha256Hex(`${proof.tenantId}\0${session.user}`),
          routeAgain: (newer) => routeBy(ask.request, newer),
          sessionId: session.id,
          tags: [],
        },
      ),
  };
}
