/**
 * The text of an API key. `docs/guides/api-keys.md` says the same for people:
 *
 *     key      = "pk_live_" id secret checksum         99 characters
 *     id       = seal ids                              11 + 43
 *     seal     = the first 8 bytes of HMAC-SHA-256 over `sealedOf(ids, secret)`, under a key that only the server has
 *     ids      = tenant id and key id, 32 bytes
 *     secret   = 23 random bytes (184 bits)            31
 *     checksum = CRC-32 of everything before it        6
 *
 * Each part is one number in base 62 (0-9 A-Z a-z) of fixed length, so a key has exactly one spelling. The seal tells a
 * made-up key from one of ours before anything is asked; the checksum lets a scanner of leaked secrets do so without us.
 */
import type { KeyId, TenantId } from "@/lib/platform/ids";
import { isUuid } from "@/lib/platform/ids";
import { KEY_PREFIX } from "@/lib/platform/mask-keys";
import { fromBase62, toBase62 } from "./base62";
import { crc32 } from "./crc32";

const SEAL = { bytes: 8, chars: 11 };
const IDS = { bytes: 32, chars: 43 };
const SECRET = { bytes: 23, chars: 31 };
const CHECKSUM_CHARS = 6;

export const SEAL_BYTES = SEAL.bytes;
/** `shownKey` tells four characters of the checksum: 24 bits at most. What is left is the 160 that a key promises. */
export const SECRET_BYTES = SECRET.bytes;

const SHAPE = new RegExp(
  `^${KEY_PREFIX}([0-9A-Za-z]{${SEAL.chars}})([0-9A-Za-z]{${IDS.chars}})([0-9A-Za-z]{${SECRET.chars}})([0-9A-Za-z]{${CHECKSUM_CHARS}})$`,
);

export interface KeyParts {
  tenantId: TenantId;
  keyId: KeyId;
  secret: Uint8Array;
  seal: Uint8Array;
}

/** What a key's seal is made over. */
export function sealedOf({ tenantId, keyId, secret }: Omit<KeyParts, "seal">): Uint8Array {
  return Uint8Array.of(...bytesOf(tenantId), ...bytesOf(keyId), ...secret);
}

export function makeKey({ tenantId, keyId, secret, seal }: KeyParts): string {
  const ids = Uint8Array.of(...bytesOf(tenantId), ...bytesOf(keyId));
  const text = KEY_PREFIX + toBase62(seal, SEAL.chars) + toBase62(ids, IDS.chars) + toBase62(secret, SECRET.chars);
  return text + toBase62(crc32(text), CHECKSUM_CHARS);
}

/** The parts of a text that has a key's shape and checksum; else null. Whether it is one of ours is told by the seal. */
export function parseKey(text: string): KeyParts | null {
  const [, sealText = "", idsText = "", secretText = "", checksum] = SHAPE.exec(text) ?? [];
  if (checksum === undefined) return null;
  if (toBase62(crc32(text.slice(0, -CHECKSUM_CHARS)), CHECKSUM_CHARS) !== checksum) return null;
  const seal = fromBase62(sealText, SEAL.bytes);
  const ids = fromBase62(idsText, IDS.bytes);
  const secret = fromBase62(secretText, SECRET.bytes);
  if (!seal || !ids || !secret) return null;
  const [tenantId, keyId] = [uuidOf(ids.subarray(0, 16)), uuidOf(ids.subarray(16))];
  return isUuid(tenantId) && isUuid(keyId)
    ? { tenantId: tenantId as TenantId, keyId: keyId as KeyId, secret, seal }
    : null;
}

/** What is kept and shown of a key: enough to tell keys apart. Nothing of the secret is in it. */
export function shownKey(text: string): string {
  return `${text.slice(0, KEY_PREFIX.length + 4)}…${text.slice(-4)}`;
}

function bytesOf(uuid: string): Uint8Array {
  return Uint8Array.from(uuid.replaceAll("-", "").match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function uuidOf(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
