/**
 * A call that spends: reserved whole before it begins, settled once when it is over, however it ends. What this isolate
 * cannot settle (it was ended, the Meter was away for long) the reservation's own expiry settles.
 */
import { createHash } from "node:crypto";
import { AppError } from "@/lib/platform/errors";
import { errorFacts, log } from "@/lib/platform/log";
import type { CallOutcome, ModelEntry } from "@/lib/models/server/call";
import type { LimitView, MeterRpc, ReserveAsk, Settlement, TokenUsage } from "@/lib/quotas/protocol";
import type { ReservationId } from "@/lib/platform/ids";
import { type Principal, refusalOf, renewPolicy } from "./principal";
import type { ApiContext } from "./route";

/** What a call needs before it may begin. Made again when the policy it was made by is out of date. */
export interface Plan<T> {
  /** What is called, in words of the planner. */
  choice: T;
  model: string;
  tokensMax: number;
  costMax: number;
}

export interface Admitted<T> {
  who: Principal;
  plan: Plan<T>;
  reservationId: ReservationId;
  view: LimitView;
}

/**
 * Plans and reserves in as many steps as the policy needs: one, or two when it changed in between.
 * @throws ApiRefusal in the Meter's words.
 */
export async function admit<T>(
  c: ApiContext,
  who: Principal,
  ask: Pick<ReserveAsk, "scope" | "stream" | "userHash">,
  planFor: (who: Principal) => Plan<T>,
): Promise<Admitted<T>> {
  let current = who;
  for (let round = 0; round < 2; round++) {
    const plan = planFor(current);
    const { model, tokensMax, costMax } = plan;
    const { policy, proof, meter } = current;
    const answer = await meter.reserve({ ...proof, ...ask, model, policyVersion: policy.version, tokensMax, costMax });
    if (answer.status === "refused") throw refusalOf(answer);
    if (answer.status === "reserved") {
      return { who: current, plan, reservationId: answer.reservationId, view: answer.view };
    }
    current = renewPolicy(current, answer.policy, c.var.deps.now());
  }
  throw new AppError("unavailable", "The organisation's settings change at the moment. Try again.", {
    retryAfterMs: 500,
  });
}

/** The caller's own user, so that limits can count under it and nobody reads who it was. */
export function hashUser(who: Principal, user: string | undefined): string | null {
  return user === undefined ? null : createHash("sha256").update(`${who.tenantId}\0${user}`).digest("hex");
}

export const NO_USAGE: TokenUsage = {
  promptTokens: 0,
  completionTokens: 0,
  cachedTokens: 0,
  reasoningTokens: 0,
  estimated: false,
};

/** What is told of a call beside its outcome. */
export interface CallFacts {
  kind: Settlement["kind"];
  routeReason: string;
  tags: readonly string[];
}

export interface Ended {
  end: Settlement["end"];
  model: ModelEntry;
  usage: TokenUsage;
  /** From the beginning of the model call. */
  firstTokenMs: number | null;
  attempts: number;
}

/** Settles once `over` is known; it never rejects the answer, and outlives it. */
export function settleWhenOver<T>(
  c: ApiContext,
  admitted: Admitted<T>,
  facts: CallFacts,
  calledMs: number,
  over: Promise<Ended>,
): void {
  const { deps, requestId, startedMs } = c.var;
  const { who, reservationId } = admitted;
  const settled = over.then(({ end, model, usage, firstTokenMs, attempts }) =>
    settle(who.meter, {
      tenantId: who.tenantId,
      reservationId,
      requestId,
      end,
      model: model.id,
      provider: model.provider,
      usage,
      cost: deps.models.costOf(model, usage),
      priceVersion: model.price.version,
      firstTokenMs: firstTokenMs === null ? null : firstTokenMs + calledMs - startedMs,
      totalMs: deps.now() - startedMs,
      attempts,
      routeReason: facts.routeReason,
      tags: facts.tags,
      sessionId: null,
      kind: facts.kind,
    }),
  );
  c.executionCtx.waitUntil(
    settled.catch((error: unknown) =>
      log({ event: "api.settle_failed", level: "error", requestId, tenantId: who.tenantId, ...errorFacts(error) }),
    ),
  );
}

/** A finished call as what is settled. */
export function endedAs({ end, model, usage, firstTokenMs, attempts }: CallOutcome): Ended {
  return { end, model, usage, firstTokenMs, attempts: attempts.length };
}

const SETTLE_TRIES = 4;
const SETTLE_WAIT_MS = 100;

/** Sent again until it is taken: the Meter counts it once. */
async function settle(meter: MeterRpc, settlement: Settlement): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await meter.settle(settlement);
    } catch (error) {
      if (attempt === SETTLE_TRIES) throw error;
      await new Promise((done) => setTimeout(done, SETTLE_WAIT_MS * 4 ** (attempt - 1)));
    }
  }
}
