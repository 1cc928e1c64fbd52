/**
 * A call that spends: reserved whole before it begins, settled once when it is over, however it ends. What this isolate
 * cannot settle (it was ended, the Meter was away for long) the reservation's own expiry settles.
 */
import { createHash } from "node:crypto";
import { AppError } from "@/lib/platform/errors";
import { errorFacts, log } from "@/lib/platform/log";
import type { CallOutcome, RouteDecision } from "@/lib/models/server/call";
import { brokenCall, settleCall } from "@/lib/models/server/metered-call";
import type { LimitView, ReserveAsk, Settlement } from "@/lib/quotas/protocol";
import type { ReservationId } from "@/lib/platform/ids";
import type { CallBound } from "@/lib/models/core/bounds";
import { type Principal, refusalOf, renewPolicy } from "./principal";
import type { ApiContext } from "./route";

/** What a call needs before it may begin. Made again when the policy it was made by is out of date. */
export interface Plan<T> extends CallBound {
  /** What is called, in words of the planner. */
  choice: T;
  model: string;
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
    const { choice: _, ...bounds } = plan;
    const { policy, proof, meter } = current;
    const answer = await meter.reserve({ ...proof, ...ask, ...bounds, policyVersion: policy.version });
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

/** What is told of a call beside its outcome. */
export interface CallFacts {
  kind: Settlement["kind"];
  route: RouteDecision;
  tags: readonly string[];
  /** When the model was called. */
  calledMs: number;
}

/** Settles once `over` is known, and outlives the answer. A call that broke by a fault of ours spent nothing. */
export function settleWhenOver<T>(
  c: ApiContext,
  { who, reservationId }: Admitted<T>,
  { kind, route, tags, calledMs }: CallFacts,
  over: Promise<CallOutcome>,
): void {
  const { deps, requestId, startedMs } = c.var;
  const settled = over
    .catch(() => brokenCall(route))
    .then(({ end, model, usage, cost, firstTokenMs, attempts }) =>
      settleCall(who.meter, {
        ...{ tenantId: who.tenantId, reservationId, requestId, end, usage, cost, kind, tags, sessionId: null },
        model: model.id,
        provider: model.provider,
        priceVersion: model.price.version,
        firstTokenMs: firstTokenMs === null ? null : firstTokenMs + calledMs - startedMs,
        totalMs: deps.now() - startedMs,
        attempts: attempts.length,
        routeReason: route.reason,
      }),
    );
  c.executionCtx.waitUntil(
    settled.catch((error: unknown) =>
      log({ event: "api.settle_failed", level: "error", requestId, tenantId: who.tenantId, ...errorFacts(error) }),
    ),
  );
}
