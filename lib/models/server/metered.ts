/**
 * A call that spends: reserved whole, settled once when it is over, however it ends. What this isolate cannot settle (it
 * was ended, the Meter was away for long) the reservation's own expiry settles.
 *
 * Nothing is asked of a provider before the reservation is written, with one exception: where the Meter said a moment ago
 * that fifty such calls would fit, the provider is asked while the Meter is. Nobody gets to see the answer before the
 * Meter has let the call through; if it does not, the provider is left and the Meter has charged the prompt.
 */
import { errorFacts, log } from "@/lib/platform/log";
import type { ReservationId } from "@/lib/platform/ids";
import type {
  Headroom,
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
  headroom: Headroom | null;
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
  /** Whether the provider may be asked while the Meter is. */
  mayGoAhead?(bound: CallBound): boolean;
  /** Called once the Meter has let the call through, before anybody sees anything of the answer. */
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
    const { route, bound } = plan;
    const ahead = round === 0 && ask.mayGoAhead?.(bound) === true;
    const early = ahead ? new Running(deps, ask, route) : null;
    if (early) await early.lead();
    const reserving = reserve(deps, ask, { plan, policy, ahead });
    const answer = await reserving.catch((error: unknown) => {
      early?.leave();
      throw error;
    });
    if (answer.status === "reserved") {
      const { view, reservationId, headroom = null } = answer;
      const reserved = { route, view, headroom, policy };
      ask.onReserved?.(reserved);
      const running = early ?? new Running(deps, ask, route);
      settled(running.settle(reservationId, startedMs));
      return { status: "called", answer: await running.calling, ...reserved };
    }
    early?.leave();
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
  by: { plan: Extract<MeteredPlan, { status: "planned" }>; policy: TenantPolicy; ahead: boolean },
): Promise<ReserveAnswer> {
  const { route, bound } = by.plan;
  const model = route.chain[0]?.id ?? "";
  const wish = { ...proof, ...bound, scope, userHash, stream, model, policyVersion: by.policy.version };
  return meter.reserve(by.ahead ? { ...wish, ahead: true } : wish);
}

/** So long a provider that is asked ahead is asked before the Meter is. */
const LEAD_MS = 16;

/** A call on its way. */
class Running<A> {
  readonly calling: Promise<A>;
  private readonly deps: MeteredDeps;
  private readonly ask: Metered<A>;
  private readonly route: RouteDecision;
  private readonly calledMs: number;
  private readonly leaving = new AbortController();

  constructor(deps: MeteredDeps, ask: Metered<A>, route: RouteDecision) {
    this.deps = deps;
    this.ask = ask;
    this.route = route;
    this.calledMs = deps.now();
    const { signal } = ask;
    const leave = () => this.leaving.abort();
    if (signal.aborted) leave();
    else signal.addEventListener("abort", leave, { once: true });
    this.calling = (async () => ask.call(route, this.leaving.signal))();
    // Whoever waits for it hears of it; nobody may.
    this.calling.catch(() => undefined);
  }

  /**
   * The Meter's write holds up whatever runs beside it on a small machine, so the requests of calls that come together
   * leave first. Who answers sooner than that is not made to wait.
   */
  async lead(): Promise<void> {
    const answered = this.calling.then(
      () => undefined,
      () => undefined,
    );
    await Promise.race([answered, new Promise((done) => setTimeout(done, LEAD_MS))]);
  }

  /** It was asked ahead and may not be: the provider is left, and nobody gets to see what it said. */
  leave(): void {
    this.leaving.abort();
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
