/** Who calls, and what their organisation allows. What a call may spend is decided by the Meter alone. */
import { AppError } from "@/lib/platform/errors";
import { hashUser } from "@/lib/observe/server/hash-user";
import { addToLogContext } from "@/lib/platform/log-context";
import type { TenantId } from "@/lib/platform/ids";
import type { KeyProof, KeyRecord, KeyScope, MeterRefusal, MeterRpc, TenantPolicy } from "@/lib/quotas/protocol";
import { ApiRefusal } from "./errors";
import type { ApiContext, Door } from "./route";

export interface Principal {
  tenantId: TenantId;
  proof: KeyProof;
  key: KeyRecord;
  policy: TenantPolicy;
  meter: MeterRpc;
}

/** So long an isolate routes by what it knows of a key. Only where `reserve` decides again. */
const KNOWN_MS = 2_000;
const KNOWN_MAX = 1_000;

interface Known extends Pick<Principal, "key" | "policy"> {
  until: number;
}
const known = new Map<string, Known>();

/** A key with this scope. `reserves`: the route asks the Meter for a reservation, which decides anew who may. */
export function keyDoor(scope: KeyScope, options: { reserves?: boolean } = {}): Door<Principal> {
  return {
    access: scope,
    security: [{ apiKey: [scope] }],
    prove: (c) => provePrincipal(c, scope, options.reserves === true),
  };
}

/** Takes what a Meter let a call through by. How long a key is known does not change by it. */
export function learn({ proof, key, policy: before }: Principal, policy: TenantPolicy, now: number): void {
  if (policy !== before) remember(proof, { until: now + KNOWN_MS, key, policy });
}

/** @throws ApiRefusal with the Meter's own words. */
export function refusalOf({ code, message, limit, retryAfterMs, view }: MeterRefusal): ApiRefusal {
  const metadata = {
    ...(limit === undefined ? {} : { limit }),
    ...(retryAfterMs === undefined ? {} : { retry_after_ms: retryAfterMs }),
  };
  return new ApiRefusal(new AppError(code, message, retryAfterMs === undefined ? {} : { retryAfterMs }), {
    ...(Object.keys(metadata).length > 0 ? { metadata } : {}),
    ...(view ? { view } : {}),
  });
}

async function provePrincipal(c: ApiContext, scope: KeyScope, mayBeKnown: boolean): Promise<Principal> {
  const { deps } = c.var;
  const proof = await deps.proveKey(c.env, c.req.header("authorization") ?? null);
  if (!proof) throw new AppError("unauthenticated", "Send an API key: Authorization: Bearer pk_live_...");
  addToLogContext({ tenantId: proof.tenantId, user: hashUser(proof.tenantId, proof.keyId) });
  const meter = deps.meterOf(c.env, proof.tenantId);
  const now = deps.now();
  const cached = mayBeKnown ? recall(proof, now) : null;
  // What is known may be older than a change that lets this call in.
  if (cached && !objection(c, cached, scope, now)) return principal(proof, meter, cached);
  const answer = await meter.identify(proof);
  if (answer.status === "refused") {
    known.delete(nameOf(proof));
    throw refusalOf(answer);
  }
  const { key, policy } = answer;
  const found = { until: now + KNOWN_MS, key, policy };
  remember(proof, found);
  const refused = objection(c, found, scope, now);
  if (refused) throw refused;
  return principal(proof, meter, found);
}

function principal(proof: KeyProof, meter: MeterRpc, { key, policy }: Known): Principal {
  return { tenantId: proof.tenantId, proof, meter, key, policy };
}

/** What speaks against this call, as far as it can be told without a reservation. Lets an allowed page read the answer. */
function objection(c: ApiContext, { key, policy }: Known, scope: KeyScope, now: number): AppError | null {
  const ended = [key.expiresAt, key.endsAt].some((at) => at !== null && at <= now);
  if (ended) return new AppError("unauthenticated", "This API key is not valid.");
  const origin = c.req.header("origin");
  if (origin !== undefined) {
    if (!policy.apiOrigins.includes(origin)) {
      return new AppError("forbidden", "Pages of this origin may not call the API.");
    }
    c.set("origin", origin);
  }
  if (policy.status === "suspended") return new AppError("forbidden", "This organisation is suspended.");
  if (!key.scopes.includes(scope)) return new AppError("forbidden", `This API key lacks the scope "${scope}".`);
  return null;
}

function nameOf({ tenantId, keyId, secretHash }: KeyProof): string {
  return `${tenantId}/${keyId}/${secretHash}`;
}

function recall(proof: KeyProof, now: number): Known | null {
  const found = known.get(nameOf(proof));
  return found && found.until > now ? found : null;
}

function remember(proof: KeyProof, found: Known): void {
  const name = nameOf(proof);
  known.delete(name);
  const [oldest] = known.size >= KNOWN_MAX ? known.keys() : [];
  if (oldest !== undefined) known.delete(oldest);
  known.set(name, found);
}
