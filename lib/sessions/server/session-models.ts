import { chatBound } from "@/lib/models/core/bounds";
import { routeCall } from "@/lib/models/core/route";
import { overOf } from "@/lib/models/server/call";
import { callModel } from "@/lib/models/server/call-model";
import { brokenCall, meteredCall } from "@/lib/models/server/metered-call";
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
    call: async ({ request, route, signal, requestId, onReserved }) => {
      const answer = await meteredCall(
        { meter, now: Date.now, keep },
        {
          ...{ proof, policy, signal, requestId, scope: "chat", stream: request.stream === true, tags: [] },
          userHash: session.user === null ? null : await sha256Hex(`${proof.tenantId}\0${session.user}`),
          sessionId: session.id,
          plan: (by) => {
            const routed = by === policy ? { status: "routed" as const, decision: route } : routeBy(request, by);
            return routed.status === "routed"
              ? { status: "planned", route: routed.decision, bound: chatBound(request, routed.decision) }
              : { status: "failed", failure: routed.failure };
          },
          call: (by, leaving) => callModel(layer, { request, route: by, signal: leaving, requestId }),
          over: overOf,
          onReserved: ({ view }) => onReserved(view),
        },
      );
      switch (answer.status) {
        case "called":
          return answer.answer;
        case "failed":
          return { ...answer, outcome: brokenCall(route) };
        case "refused":
          return answer;
        default:
          return answer satisfies never;
      }
    },
  };
}
