/** A call of the API that spends: metered on behalf of the key that was sent. */
import { createHash } from "node:crypto";
import type { CallFailure } from "@/lib/models/server/call";
import { metered as meterCall, type Metered, type MeteredPlan, type Reserved } from "@/lib/models/server/metered";
import { ApiFailure } from "./errors";
import { learn, type Principal, refusalOf } from "./principal";
import type { ApiContext } from "./route";

type Ask<A> = Pick<Metered<A>, "scope" | "stream" | "tags" | "call" | "over"> & {
  /** The caller's own user. */
  user: string | undefined;
  /** By the policy of the moment. */
  plan(who: Pick<Principal, "key" | "policy">): MeteredPlan;
};

/**
 * Plans, reserves, calls and settles.
 * @throws ApiRefusal in the Meter's words, ApiFailure in the planner's.
 */
export async function metered<A>(
  c: ApiContext,
  who: Principal,
  { user, plan, ...ask }: Ask<A>,
): Promise<{ answer: A } & Reserved> {
  const { deps, requestId } = c.var;
  const { key, policy, proof } = who;
  const userHash = hashUser(who, user);
  const called = await meterCall<A>(
    { meter: who.meter, now: deps.now, keep: (work) => c.executionCtx.waitUntil(work) },
    {
      ...ask,
      ...{ proof, policy, userHash, requestId, sessionId: null, signal: c.req.raw.signal },
      plan: (by) => plan({ key, policy: by }),
      onReserved: (reserved) => learn(who, reserved.policy, deps.now()),
    },
  );
  if (called.status === "refused") throw refusalOf(called);
  if (called.status === "failed") throw new ApiFailure(called.failure);
  return called;
}

/** What a planner says of a route. */
export function planOf(
  routed: { status: "routed"; decision: Reserved["route"] } | { status: "refused"; failure: CallFailure },
  boundOf: (route: Reserved["route"]) => Extract<MeteredPlan, { status: "planned" }>["bound"],
): MeteredPlan {
  if (routed.status === "refused") return { status: "failed", failure: routed.failure };
  return { status: "planned", route: routed.decision, bound: boundOf(routed.decision) };
}

/** So that limits can count under it and nobody reads who it was. */
function hashUser(who: Principal, user: string | undefined): string | null {
  return user === undefined ? null : createHash("sha256").update(`${who.tenantId}\0${user}`).digest("hex");
}
