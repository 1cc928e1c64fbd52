/** Who a key is, and whether it may be used at all. */
import type { KeyProof, KeyRecord, MeterRefusal, ReserveAsk, TenantPolicy } from "../protocol";

/** One answer for a key of another tenant, one that is not there and a wrong secret. */
export const UNKNOWN_KEY: MeterRefusal = {
  status: "refused",
  code: "unauthenticated",
  message: "This API key is not valid.",
};

/** True when two digests are the same, in a time that does not tell where they differ. */
export function sameHash(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  let difference = 0;
  for (let at = 0; at < one.length; at++) difference |= one.charCodeAt(at) ^ other.charCodeAt(at);
  return difference === 0;
}

/** True when whoever asks holds this key. */
export function proves(proof: KeyProof, key: KeyRecord): boolean {
  return sameHash(proof.secretHash, key.secretHash);
}

/** Why a key that was proved is refused all the same; null when it is not. */
export function refuseKey(key: KeyRecord, policy: TenantPolicy, now: number): MeterRefusal | null {
  if (key.endsAt !== null && key.endsAt <= now) return refused("unauthenticated", "This API key was revoked.");
  if (key.expiresAt !== null && key.expiresAt <= now) return refused("unauthenticated", "This API key has expired.");
  if (policy.status === "suspended") return refused("forbidden", "This organisation is suspended.");
  return null;
}

/** Why a key may not make this call; null when it may. */
export function refuseUse(
  { scope, model }: Pick<ReserveAsk, "scope" | "model">,
  key: KeyRecord,
  policy: TenantPolicy,
): MeterRefusal | null {
  if (!key.scopes.includes(scope)) return refused("forbidden", `This API key does not have the scope "${scope}".`);
  for (const models of [key.models, policy.models]) {
    if (models !== null && !models.includes(model)) {
      return refused("forbidden", "This API key may not use this model.");
    }
  }
  return null;
}

function refused(code: MeterRefusal["code"], message: string): MeterRefusal {
  return { status: "refused", code, message };
}
