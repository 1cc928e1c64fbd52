/**
 * A model call that spends: reserved whole before it begins, settled once when it is over, however it ends. What this
 * isolate cannot settle (it was ended, the Meter was away for long) the reservation's own expiry settles.
 */
import { errorFacts, log } from "@/lib/platform/log";
import type {
  KeyProof,
  LimitView,
  MeterRefusal,
  MeterRpc,
  ReserveAsk,
  Settlement,
  TenantPolicy,
} from "@/lib/quotas/protocol";
import { chatBound } from "../core/bounds";
import type { Routed } from "../core/route";
import { NO_USAGE } from "../core/tokens";
import type { ChatRequest } from "../protocol";
import type { CallAnswer, CallOutcome, ModelCall, RouteDecision } from "./call";

export interface MeteredDeps {
  meter: MeterRpc;
  call(call: ModelCall): Promise<CallAnswer>;
  now(): number;
  /** Keeps the isolate until a settlement is sent. */
  keep(work: Promise<void>): void;
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

/** Reserves, calls, and settles when the answer is over. */
export async function meteredCall(deps: MeteredDeps, ask: MeteredCall): Promise<CallAnswer | MeterRefusal> {
  const startedMs = deps.now();
  let { route, policy } = ask;
  for (let round = 0; round < 2; round++) {
    const { proof, scope, userHash, request } = ask;
    const wish = { ...proof, scope, userHash, stream: request.stream === true, policyVersion: policy.version };
    const model = route.chain[0]?.id ?? "";
    const reserved = await deps.meter.reserve({ ...wish, model, ...chatBound(request, route) });
    if (reserved.status === "refused") return reserved;
    if (reserved.status === "reserved") {
      const { reservationId, view } = reserved;
      return callReserved(deps, ask, { route, reservationId, startedMs, view });
    }
    policy = reserved.policy;
    const routed = ask.routeAgain(policy);
    if (routed.status === "refused") return { status: "failed", failure: routed.failure, outcome: brokenCall(route) };
    route = routed.decision;
  }
  const message = "The organisation's settings change at the moment. Try again.";
  return { status: "refused", code: "unavailable", message, retryAfterMs: 500 };
}

interface Reserved extends Pick<Settlement, "reservationId"> {
  route: RouteDecision;
  startedMs: number;
  view: LimitView;
}

async function callReserved(
  deps: MeteredDeps,
  { proof, request, signal, requestId, sessionId, tags, onReserved }: MeteredCall,
  { route, reservationId, startedMs, view }: Reserved,
): Promise<CallAnswer> {
  const { tenantId } = proof;
  const calledMs = deps.now();
  const calling = (async () => {
    onReserved(view);
    return deps.call({ request, route, signal, requestId });
  })();
  const settled = calling
    .then((answer) => (answer.status === "stream" ? answer.over : answer.outcome))
    .catch(() => brokenCall(route))
    .then(({ end, model, usage, cost, firstTokenMs, attempts }) =>
      settleCall(deps.meter, {
        ...{ tenantId, reservationId, requestId, end, usage, cost, kind: "chat", tags, sessionId },
        model: model.id,
        provider: model.provider,
        priceVersion: model.price.version,
        firstTokenMs: firstTokenMs === null ? null : firstTokenMs + calledMs - startedMs,
        totalMs: deps.now() - startedMs,
        attempts: attempts.length,
        routeReason: route.reason,
      }),
    );
  deps.keep(
    settled.catch((error: unknown) =>
      log({ event: "api.settle_failed", level: "error", requestId, tenantId, ...errorFacts(error) }),
    ),
  );
  return calling;
}

/** What a call came to that broke by a fault of ours: nothing was spent. */
export function brokenCall({ chain }: RouteDecision): CallOutcome {
  const [model] = chain;
  if (!model) throw new Error("A route has at least one model.");
  return { end: "failed", model, usage: NO_USAGE, cost: 0, firstTokenMs: null, totalMs: 0, attempts: [] };
}

const SETTLE_TRIES = 4;
const SETTLE_WAIT_MS = 100;

/** Sent again until it is taken: the Meter counts it once. */
export async function settleCall(meter: MeterRpc, settlement: Settlement): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await meter.settle(settlement);
    } catch (error) {
      if (attempt === SETTLE_TRIES) throw error;
      await new Promise((done) => setTimeout(done, SETTLE_WAIT_MS * 4 ** (attempt - 1)));
    }
  }
}
