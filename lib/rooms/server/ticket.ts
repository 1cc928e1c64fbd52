/**
 * Tickets: what a socket shows at the door. Minted by the web Worker for a proved session, bound to one tenant, one
 * person and (for rooms) one room; 60 seconds; the object spends the `jti` once.
 */
import { jwtVerify, SignJWT } from "jose";
import * as z from "zod/mini";
import { newId, type PersonId, type RoomId, type TenantId } from "@/lib/platform/ids";
import { LIMITS } from "../protocol";
import type { TenantRole } from "./objects";

interface TicketSubject {
  tenant: TenantId;
  person: PersonId;
  /** The person's role in the tenant when the ticket was minted. */
  role: TenantRole;
  /** The session it was minted for, so that signing out closes the socket. */
  session: string;
  /** One browser profile or app; several sockets of one device share it. */
  device: string;
}

export type TicketClaims = TicketSubject & { jti: string; expiresAt: number } & (
    | { aud: "room"; room: RoomId }
    | { aud: "inbox" }
  );

export type TicketRequest = TicketSubject & ({ aud: "room"; room: RoomId } | { aud: "inbox" });

const subject = {
  jti: z.uuid(),
  exp: z.int(),
  tenant: z.uuid(),
  person: z.uuid(),
  role: z.enum(["owner", "admin", "agent", "member", "guest"]),
  session: z.string().check(z.minLength(1), z.maxLength(128)),
  device: z.string().check(z.minLength(1), z.maxLength(64)),
};
const claims = z.discriminatedUnion("aud", [
  z.object({ ...subject, aud: z.literal("room"), room: z.uuid() }),
  z.object({ ...subject, aud: z.literal("inbox") }),
]);

/** Signs a one-time ticket (HS256) that expires in `LIMITS.ticketSeconds`. */
export async function mintTicket(secret: string, request: TicketRequest, nowMs: number): Promise<string> {
  const { aud, ...rest } = request;
  const nowSeconds = Math.floor(nowMs / 1000);
  return new SignJWT({ ...rest })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setAudience(aud)
    .setJti(newId())
    .setIssuedAt(nowSeconds)
    .setExpirationTime(nowSeconds + LIMITS.ticketSeconds)
    .sign(keyOf(secret));
}

/**
 * Proves signature, audience and age, and answers the claims; null for anything else. Whether the ticket was already
 * spent is the object's to say: it keeps the `jti` until `expiresAt`.
 */
export async function verifyTicket(
  secret: string,
  token: string,
  aud: TicketClaims["aud"],
  nowMs: number,
): Promise<TicketClaims | null> {
  try {
    const { payload } = await jwtVerify(token, keyOf(secret), {
      algorithms: ["HS256"],
      audience: aud,
      requiredClaims: ["exp", "jti"],
      currentDate: new Date(nowMs),
    });
    const parsed = z.safeParse(claims, payload);
    if (!parsed.success) return null;
    const { exp, ...known } = parsed.data;
    // The schema proved each id to be a UUID; the brand says whose.
    return { ...known, expiresAt: exp * 1000 } as TicketClaims;
  } catch {
    return null;
  }
}

function keyOf(secret: string): Uint8Array {
  return new TextEncoder().encode(secret);
}
