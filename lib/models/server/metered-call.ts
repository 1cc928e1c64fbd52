import type { KeyProof, LimitView, MeterRefusal, ReserveAsk, TenantPolicy } from "@/lib/quotas/protocol";
import { chatBound } from "../core/bounds";
import type { Routed } from "../core/route";
import type { ChatRequest } from "../protocol";
import { overOf, type CallAnswer, type ModelCall, type RouteDecision } from "./call";
import { brokenCall, metered, type MeteredDeps as Deps } from "./metered";

export interface MeteredDeps extends Deps {
  call(call: ModelCall): Promise<CallAnswer>;
}

export interface MeteredCall extends Pick<ReserveAsk, "scope" | "userHash"> {
  proof: KeyProof;
  policy: TenantPolicy;
  request: ChatRequest;
  route: RouteDecision;
  /** For a policy that is newer than the one the route was found by. */
  routeAgain(policy: TenantPolicy): Routed;
  signal: AbortSignal;
  requestId: string;
  sessionId: string | null;
  tags: readonly string[];
  /** Called once the Meter has let the call through, before any model is asked. */
  onReserved(view: LimitView): void;
}

/** A chat call whose route is known already: reserved, called, and settled when the answer is over. */
export async function meteredCall(deps: MeteredDeps, ask: MeteredCall): Promise<CallAnswer | MeterRefusal> {
  const { request, route: first, policy, routeAgain, onReserved, ...rest } = ask;
  const answer = await metered<CallAnswer>(deps, {
    ...rest,
    policy,
    stream: request.stream === true,
    plan: (by) => {
      const routed: Routed = by === policy ? { status: "routed", decision: first } : routeAgain(by);
      if (routed.status === "refused") return { status: "failed", failure: routed.failure };
      return { status: "planned", route: routed.decision, bound: chatBound(request, routed.decision) };
    },
    call: (route, signal) => deps.call({ request, route, signal, requestId: ask.requestId }),
    over: overOf,
    onReserved: ({ view }) => onReserved(view),
  });
  switch (answer.status) {
    case "called":
      return answer.answer;
    case "failed":
      return { ...answer, outcome: brokenCall(first) };
    case "refused":
      return answer;
    default:
      return answer satisfies never;
  }
}
