import type { Env } from "@/lib/platform/env";
import type { KeyProof } from "@/lib/quotas/protocol";
import { parseKey } from "../core/key-text";
import { hashKey } from "./hash-key";
import { sameBytes, sealOf } from "./seal";

const BEARER = /^Bearer +(\S+) *$/i;

/**
 * What an `Authorization: Bearer` header proves: that this installation made the key, and what it hashes to. Asks nobody;
 * whether the key still counts is for the tenant's Meter to say. Null for everything else, a made-up key included.
 */
export async function proveKey(
  env: Pick<Env, "BETTER_AUTH_SECRET">,
  authorizationHeader: string | null | undefined,
): Promise<KeyProof | null> {
  const text = BEARER.exec(authorizationHeader ?? "")?.[1];
  const parts = text === undefined ? null : parseKey(text);
  if (text === undefined || !parts) return null;
  const [seal, secretHash] = await Promise.all([sealOf(env.BETTER_AUTH_SECRET, parts), hashKey(text)]);
  if (!sameBytes(seal, parts.seal)) return null;
  return { tenantId: parts.tenantId, keyId: parts.keyId, secretHash };
}
