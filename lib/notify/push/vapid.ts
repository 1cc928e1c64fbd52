import { importJWK, SignJWT } from "jose";
import { fromBase64Url, toBase64Url } from "./encrypt";

/** The installation's own name to push services (RFC 8292). Both keys are base64url, as browsers take them. */
export interface VapidKeys {
  publicKey: string;
  privateKey: string;
  /** Whom a push service may write to: `mailto:` or `https:`. */
  subject: string;
}

const LIVES_SECONDS = 12 * 3_600;

/** The `Authorization` of one push to one endpoint. */
export async function vapidHeader(keys: VapidKeys, endpoint: string, nowMs: number): Promise<string> {
  const point = fromBase64Url(keys.publicKey);
  const key = await importJWK(
    {
      kty: "EC",
      crv: "P-256",
      x: toBase64Url(point.slice(1, 33)),
      y: toBase64Url(point.slice(33)),
      d: keys.privateKey,
    },
    "ES256",
  );
  const token = await new SignJWT({})
    .setProtectedHeader({ alg: "ES256", typ: "JWT" })
    .setAudience(new URL(endpoint).origin)
    .setSubject(keys.subject)
    .setExpirationTime(Math.floor(nowMs / 1_000) + LIVES_SECONDS)
    .sign(key);
  return `vapid t=${token}, k=${keys.publicKey}`;
}
