import { isOuterHost } from "../../platform/public-address";

/** Whether what a browser sent can be the keys of a push subscription (RFC 8291). */
const BASE64URL = /^[A-Za-z0-9_-]+$/;

export function isPublicKey(text: string): boolean {
  // 65 bytes, the first of them 4: an uncompressed point.
  return text.length === 87 && text.startsWith("B") && BASE64URL.test(text);
}

export function isAuthSecret(text: string): boolean {
  // 16 bytes.
  return text.length === 22 && BASE64URL.test(text);
}

/** Whether an address can be a push service's: https, a public name or address, the usual port. */
export function isEndpoint(text: string): boolean {
  const url = URL.parse(text);
  if (!url || url.protocol !== "https:" || url.username !== "" || url.password !== "" || url.port !== "") return false;
  return isOuterHost(url.hostname.replace(/\.+$/, "").toLowerCase());
}
