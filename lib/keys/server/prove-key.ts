import type { Env } from "@/lib/platform/env";
import type { KeyProof } from "@/lib/quotas/protocol";
import { parseKey } from "../core/key-text";
import { hashKey } from "./hash-key";
import { sameBytes, sealOf } from "./seal";

const BEARER = /^Bearer +(\S+) *$/i;

/** So long the text of a key that proved itself stays in the memory of an isolate, and so many of them. */
const PROVED_MS = 60_000;
const PROVED_MAX = 1_000;

interface Proved {
  serverSecret: string;
  proof: KeyProof;
  until: number;
}
/** By header. What one proves does not change: it says who made the key, and nothing of whether it counts. */
const proved = new Map<string, Proved>();

/**
 * What an `Authorization: Bearer` header proves: that this installation made the key, and what it hashes to. Asks nobody;
 * whether the key still counts is for the tenant's Meter to say. Null for everything else, a made-up key included.
 */
export async function proveKey(
  env: Pick<Env, "BETTER_AUTH_SECRET">,
  authorizationHeader: string | null | undefined,
): Promise<KeyProof | null> {
  const header = authorizationHeader ?? "";
  const now = Date.now();
  const known = proved.get(header);
  if (known && known.until > now && known.serverSecret === env.BETTER_AUTH_SECRET) return known.proof;
  const proof = await prove(env, header);
  if (proof) remember(header, { serverSecret: env.BETTER_AUTH_SECRET, proof, until: now + PROVED_MS }, now);
  return proof;
}

async function prove(env: Pick<Env, "BETTER_AUTH_SECRET">, header: string): Promise<KeyProof | null> {
  const text = BEARER.exec(header)?.[1];
  const parts = text === undefined ? null : parseKey(text);
  if (text === undefined || !parts) return null;
  const [seal, secretHash] = await Promise.all([sealOf(env.BETTER_AUTH_SECRET, parts), hashKey(text)]);
  if (!sameBytes(seal, parts.seal)) return null;
  return { tenantId: parts.tenantId, keyId: parts.keyId, secretHash };
}

/** The oldest go first: they stand in the order of their coming, and all stay equally long. */
function remember(header: string, found: Proved, now: number): void {
  proved.delete(header);
  for (const [name, { until }] of proved) {
    if (until > now && proved.size < PROVED_MAX) break;
    proved.delete(name);
  }
  proved.set(header, found);
}
