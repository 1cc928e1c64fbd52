import { SEAL_BYTES, sealedOf, type KeyParts } from "../core/key-text";

const PURPOSE = "parlor api keys: seal";

// Keys, not promises of them: a promise belongs to the request that began it.
const sealKeys = new Map<string, CryptoKey>();

/** The seal of a key's ids and secret under the installation's own secret. */
export async function sealOf(serverSecret: string, parts: Omit<KeyParts, "seal">): Promise<Uint8Array> {
  const key = sealKeys.get(serverSecret) ?? (await deriveSealKey(serverSecret));
  sealKeys.set(serverSecret, key);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, Uint8Array.from(sealedOf(parts)))).slice(0, SEAL_BYTES);
}

/** Whether these are the same bytes, in a time that does not tell where they differ. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  for (let at = 0; at < a.length; at++) difference |= (a[at] ?? 0) ^ (b[at] ?? 0);
  return difference === 0;
}

/** A key for this one purpose (HKDF, RFC 5869), so that no other use of the secret says anything about seals. */
async function deriveSealKey(serverSecret: string): Promise<CryptoKey> {
  const encode = (text: string) => new TextEncoder().encode(text);
  const master = await crypto.subtle.importKey("raw", encode(serverSecret), "HKDF", false, ["deriveKey"]);
  return crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: encode(PURPOSE) },
    master,
    { name: "HMAC", hash: "SHA-256", length: 256 },
    false,
    ["sign"],
  );
}
