/**
 * Short texts that only this installation can have written: what they say needs no look-up. Each purpose has a key of
 * its own, so that one kind can never pass for another, nor for a socket ticket.
 */
import { Buffer } from "node:buffer";
import { createHmac, timingSafeEqual } from "node:crypto";
import * as z from "zod/mini";

export type Purpose =
  | "upload"
  | "attach"
  | "link"
  | "emoji.upload"
  | "emoji.read"
  | "emoji.drop"
  | "digest-off"
  | "knowledge.upload"
  | "knowledge.act";

/** Signs claims until `expiresAt` (Unix ms). */
export function signClaims(secret: string, purpose: Purpose, claims: object, expiresAt: number): string {
  const payload = Buffer.from(JSON.stringify({ ...claims, exp: expiresAt })).toString("base64url");
  return `${payload}.${macOf(secret, purpose, payload).toString("base64url")}`;
}

/**
 * The claims of a token that was signed for this purpose and has not expired; null for anything else. Synchronous, so
 * that a room can judge a message in one step.
 */
export function readClaims<S extends z.ZodMiniType>(
  secret: string,
  purpose: Purpose,
  schema: S,
  token: string,
  nowMs: number,
): z.output<S> | null {
  const [payload = "", mac = "", more] = token.split(".");
  if (payload === "" || more !== undefined) return null;
  const given = Buffer.from(mac, "base64url");
  const own = macOf(secret, purpose, payload);
  if (given.length !== own.length || !timingSafeEqual(given, own)) return null;
  const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString());
  const expiry = z.safeParse(expiring, claims);
  if (!expiry.success || expiry.data.exp <= nowMs) return null;
  const parsed = z.safeParse(schema, claims);
  return parsed.success ? parsed.data : null;
}

const expiring = z.object({ exp: z.int() });

function macOf(secret: string, purpose: Purpose, payload: string): Buffer {
  const key = createHmac("sha256", secret).update(`parlor.files.1:${purpose}`).digest();
  return createHmac("sha256", key).update(payload).digest();
}
