import type { TenantId } from "./ids";

const IV_BYTES = 12;
// As it was when only tools had sealed texts: another one would open none of those.
const INFO = new TextEncoder().encode("parlor tools v1");

/** What a sealed text is bound to: it opens for nobody and nothing else. */
export interface SealPlace {
  tenantId: TenantId;
  /** `http-tool:<id>`, `mcp:<id>`, `run:<id>`, `project:<id>:<kid>`. */
  purpose: string;
}

/** AES-256-GCM under a key that HKDF makes for each tenant from a secret of the installation. */
export async function sealText(secret: string, place: SealPlace, text: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const key = await keyOf(secret, place.tenantId);
  const sealed = await crypto.subtle.encrypt(paramsOf(iv, place), key, new TextEncoder().encode(text));
  // One by one: arguments may be longer than a call takes.
  return btoa(Array.from([...iv, ...new Uint8Array(sealed)], (byte) => String.fromCharCode(byte)).join(""));
}

/** Null when it was sealed elsewhere, under another secret, or was changed. */
export async function openSealed(secret: string, place: SealPlace, sealed: string): Promise<string | null> {
  try {
    const bytes = Uint8Array.from(atob(sealed), (char) => char.charCodeAt(0));
    const iv = bytes.slice(0, IV_BYTES);
    const key = await keyOf(secret, place.tenantId);
    const text = await crypto.subtle.decrypt(paramsOf(iv, place), key, bytes.slice(IV_BYTES));
    return new TextDecoder().decode(text);
  } catch {
    return null;
  }
}

function paramsOf(iv: Uint8Array<ArrayBuffer>, { tenantId, purpose }: SealPlace): AesGcmParams {
  return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(`${tenantId}|${purpose}`) };
}

async function keyOf(secret: string, tenantId: TenantId): Promise<CryptoKey> {
  const encoder = new TextEncoder();
  const base = await crypto.subtle.importKey("raw", encoder.encode(secret), "HKDF", false, ["deriveKey"]);
  const params = { name: "HKDF", hash: "SHA-256", salt: encoder.encode(tenantId), info: INFO };
  return crypto.subtle.deriveKey(params, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}
