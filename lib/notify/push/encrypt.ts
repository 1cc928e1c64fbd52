/** Message encryption for web push: RFC 8291 over the `aes128gcm` coding of RFC 8188, with WebCrypto alone. */

/** The longest text that fits into the one record a push service takes (4,096 bytes with header, padding mark and tag). */
export const PLAINTEXT_BYTES_MAX = 3_993;
const RECORD_SIZE = 4_096;
const CURVE = { name: "ECDH", namedCurve: "P-256" } as const;
const utf8 = new TextEncoder();

/** What is made anew for each message; given by tests of the RFC's example only. */
export interface Ephemeral {
  keys: CryptoKeyPair;
  salt: Uint8Array<ArrayBuffer>;
}

/** Encrypts for one browser. Answers the whole body of the request. */
export async function encryptPush(
  text: string,
  receiver: { p256dh: string; auth: string },
  ephemeral?: Ephemeral,
): Promise<Uint8Array<ArrayBuffer>> {
  const plain = utf8.encode(text);
  if (plain.byteLength > PLAINTEXT_BYTES_MAX) throw new RangeError("The push message is too long.");
  const { keys, salt } = ephemeral ?? (await freshEphemeral());
  const theirKey = fromBase64Url(receiver.p256dh);
  const ourKey = new Uint8Array(await exportRaw(keys.publicKey));
  const shared = await sharedSecret(keys.privateKey, theirKey);

  const keyInfo = joined(utf8.encode("WebPush: info\0"), theirKey, ourKey);
  const secret = await hkdf(fromBase64Url(receiver.auth), shared, keyInfo, 32);
  const contentKey = await hkdf(salt, secret, utf8.encode("Content-Encoding: aes128gcm\0"), 16);
  const nonce = await hkdf(salt, secret, utf8.encode("Content-Encoding: nonce\0"), 12);

  const key = await crypto.subtle.importKey("raw", contentKey, "AES-GCM", false, ["encrypt"]);
  // 2 marks the last record; no padding follows.
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, key, joined(plain, Uint8Array.of(2)));
  const size = new Uint8Array(4);
  new DataView(size.buffer).setUint32(0, RECORD_SIZE);
  return joined(salt, size, Uint8Array.of(ourKey.byteLength), ourKey, new Uint8Array(sealed));
}

export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const bytes = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(bytes, (char) => char.charCodeAt(0));
}

export function toBase64Url(bytes: Uint8Array): string {
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

async function freshEphemeral(): Promise<Ephemeral> {
  const keys = (await crypto.subtle.generateKey(CURVE, true, ["deriveBits"])) as CryptoKeyPair;
  return { keys, salt: crypto.getRandomValues(new Uint8Array(16)) };
}

async function sharedSecret(ours: CryptoKey, theirs: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const publicKey = await crypto.subtle.importKey("raw", theirs, CURVE, false, []);
  // The Workers types name the field `$public`; the runtime, like every browser, reads `public`.
  const algorithm = { name: "ECDH", public: publicKey } as unknown as Parameters<typeof crypto.subtle.deriveBits>[0];
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, ours, 256));
}

async function hkdf(
  salt: Uint8Array<ArrayBuffer>,
  secret: Uint8Array<ArrayBuffer>,
  info: Uint8Array<ArrayBuffer>,
  bytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const key = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  return new Uint8Array(await crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt, info }, key, bytes * 8));
}

async function exportRaw(key: CryptoKey): Promise<ArrayBuffer> {
  return (await crypto.subtle.exportKey("raw", key)) as ArrayBuffer;
}

function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.byteLength;
  }
  return all;
}
