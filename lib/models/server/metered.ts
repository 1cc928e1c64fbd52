/**
 * A call that spends: reserved whole, settled once when it is over, however it ends. What this isolate cannot settle (it
 * was ended, the Meter was away for long) the reservation's own expiry settles. Nothing is asked of
 * a provider before the reservation is written.
 */
import { errorFacts, log } from "@/lib/platform/log";
import type { ReservationId } from "@/lib/platform/ids";
import type {
  KeyProof,
  LimitView,
  MeterRefusal,
  MeterRpc,
  ReserveAnswer,
  ReserveAsk,
  Settlement,
  TenantPolicy,
} from "@/lib/quotas/protocol";
import type { CallBound } from "../core/bounds";
import { NO_USAGE } from "../core/tokens";
import type { CallFailure, CallOutcome, RouteDecision } from "./call";

export interface MeteredDeps {
  meter: MeterRpc;
  now(): number;
  /** Keeps the isolate until the call is settled. */
  keep(work: Promise<void>): void;
}

/** By which models a call would go, and the most it can come to. */
export type MeteredPlan =
  | { status: "planned"; route: RouteDecision; bound: CallBound }
  | { status: "failed"; failure: CallFailure };

export interface Reserved {
  route: RouteDecision;
  view: LimitView;
  policy: TenantPolicy;
}

export interface Metered<A>
  extends Pick<ReserveAsk, "scope" | "userHash" | "stream">, Pick<Settlement, "requestId" | "sessionId" | "tags"> {
  proof: KeyProof;
  policy: TenantPolicy;
  /** Made again for a policy that is newer. */
  plan(policy: TenantPolicy): MeteredPlan;
  call(route: RouteDecision, signal: AbortSignal): Promise<A>;
  /** What the answer came to, once it is over. */
  over(answer: A): CallOutcome | Promise<CallOutcome>;
  signal: AbortSignal;
  /** Called once the Meter has let the call through, before any provider is asked. */
  onReserved?(reserved: Reserved): void;
}

export type MeteredAnswer<A> =
  | ({ status: "called"; answer: A } & Reserved)
  | Extract<MeteredPlan, { status: "failed" }>
  | MeterRefusal;

/** Reserves, calls, and settles when the answer is over. A call that broke by a fault of ours spent nothing. */
export function metered<A>(deps: MeteredDeps, ask: Metered<A>): Promise<MeteredAnswer<A>> {
  const { promise: settled, resolve } = Promise.withResolvers<void>();
  // From the beginning: a caller who leaves while the Meter is asked takes nothing with them.
  deps.keep(settled);
  const calling = reserveAndCall(deps, ask, resolve);
  calling.catch(() => resolve());
  return calling;
}

async function reserveAndCall<A>(
  deps: MeteredDeps,
  ask: Metered<A>,
  settled: (work?: Promise<void>) => void,
): Promise<MeteredAnswer<A>> {
  const startedMs = deps.now();
  let { policy } = ask;
  for (let round = 0; round < 2; round++) {
    const plan = ask.plan(policy);
    if (plan.status === "failed") return ended(plan, settled);
    const answer = await reserve(deps, ask, plan, policy);
    if (answer.status === "reserved") {
      const { view, reservationId } = answer;
      const { route } = plan;
      const reserved = { route, view, policy };
      ask.onReserved?.(reserved);
      const running = new Running(deps, ask, route);
      settled(running.settle(reservationId, startedMs));
      return { status: "called", answer: await running.calling, ...reserved };
    }
    if (answer.status === "refused") return ended(answer, settled);
    policy = answer.policy;
  }
  const message = "The organisation's settings change at the moment. Try again.";
  return ended({ status: "refused", code: "unavailable", message, retryAfterMs: 500 }, settled);
}

function ended<T>(answer: T, settled: () => void): T {
  settled();
  return answer;
}

function reserve<A>(
  { meter }: MeteredDeps,
  { proof, scope, userHash, stream }: Metered<A>,
  { route, bound }: Extract<MeteredPlan, { status: "planned" }>,
  policy: TenantPolicy,
): Promise<ReserveAnswer> {
  const model = route.chain[0]?.id ?? "";
  return meter.reserve({ ...proof, ...bound, scope, userHash, stream, model, policyVersion: policy.version });
}

/** A call on its way. */
class Running<A> {
  readonly calling: Promise<A>;
  private readonly deps: MeteredDeps;
  private readonly ask: Metered<A>;
  private readonly route: RouteDecision;
  private readonly calledMs: number;

  constructor(deps: MeteredDeps, ask: Metered<A>, route: RouteDecision) {
    this.deps = deps;
    this.ask = ask;
    this.route = route;
    this.calledMs = deps.now();
    this.calling = (async () => ask.call(route, ask.signal))();
    // Whoever waits for it hears of it; nobody may.
    this.calling.catch(() => undefined);
  }

  /** Tells the Meter what the call came to, once it is over. Never rejects. */
  async settle(reservationId: ReservationId, startedMs: number): Promise<void> {
    const { deps, ask, route, calledMs } = this;
    const { tenantId } = ask.proof;
    const { requestId, tags, sessionId, scope } = ask;
    const { end, model, usage, cost, firstTokenMs, attempts } = await this.calling
      .then((answer) => ask.over(answer))
      .catch(() => brokenCall(route));
    try {
      await settleCall(deps.meter, {
        ...{ tenantId, reservationId, requestId, end, usage, cost, tags, sessionId },
        kind: scope === "embeddings" ? "embeddings" : "chat",
        model: model.id,
        provider: model.provider,
        priceVersion: model.price.version,
        firstTokenMs: firstTokenMs === null ? null : firstTokenMs + calledMs - startedMs,
        totalMs: deps.now() - startedMs,
        attempts: attempts.length,
        routeReason: route.reason,
      });
    } catch (error) {
      log({ event: "api.settle_failed", level: "error", requestId, tenantId, ...errorFacts(error) });
    }
  }
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
async function settleCall(meter: MeterRpc, settlement: Settlement): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await meter.settle(settlement);
    } catch (error) {
      if (attempt === SETTLE_TRIES) throw error;
      await new Promise((done) => setTimeout(done, SETTLE_WAIT_MS * 4 ** (attempt - 1)));
    }
  }
}
