import type { Env } from "@/lib/platform/env";
import type { KeyId, TenantId } from "@/lib/platform/ids";
import { makeKey, SECRET_BYTES, shownKey } from "../core/key-text";
import { hashKey } from "./hash-key";
import { sealOf } from "./seal";

export interface MintedKey {
  /** The key itself. Goes to whoever asked for it, once, and nowhere else. */
  text: string;
  secretHash: string;
  shown: string;
}

/** A new key of a tenant, with a secret nobody has seen. */
export async function mintKey(
  env: Pick<Env, "BETTER_AUTH_SECRET">,
  ids: { tenantId: TenantId; keyId: KeyId },
): Promise<MintedKey> {
  const parts = { ...ids, secret: crypto.getRandomValues(new Uint8Array(SECRET_BYTES)) };
  const text = makeKey({ ...parts, seal: await sealOf(env.BETTER_AUTH_SECRET, parts) });
  return { text, secretHash: await hashKey(text), shown: shownKey(text) };
}
