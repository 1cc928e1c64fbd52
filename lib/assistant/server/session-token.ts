/**
 * What a panel keeps of its session, and the one-time ticket of its socket. Both are signed (HS256) and bound to one
 * conversation of one project of one tenant; neither is read by the panel.
 */
import { jwtVerify, SignJWT } from "jose";
import * as z from "zod/mini";
import { type ConversationId, newId, type ProjectId, type TenantId, type VisitorId } from "@/lib/platform/ids";
import { VISITOR_LIMITS } from "../protocol";

export interface SessionClaims {
  tenant: TenantId;
  project: ProjectId;
  conversation: ConversationId;
  visitor: VisitorId;
  anonymous: boolean;
}

export type TicketClaims = SessionClaims & { jti: string; expiresAt: number };

const AUDIENCE = { session: "visitor-session", ticket: "visitor-socket" } as const;
/** The object says when a session is over; this only ends what nobody has used for a day. */
const SESSION_SECONDS = 86_400;
const CHARS_MAX = 2_048;

const claims = z.object({
  jti: z.uuid(),
  exp: z.int(),
  tenant: z.uuid(),
  project: z.uuid(),
  conversation: z.uuid(),
  visitor: z.uuid(),
  anonymous: z.boolean(),
});

export function mintSession(secret: string, subject: SessionClaims, nowMs: number): Promise<string> {
  return mint(secret, subject, AUDIENCE.session, SESSION_SECONDS, nowMs);
}

export function mintVisitorTicket(secret: string, subject: SessionClaims, nowMs: number): Promise<string> {
  return mint(secret, subject, AUDIENCE.ticket, VISITOR_LIMITS.ticketSeconds, nowMs);
}

/** Null for whatever is not one of ours, or too old. */
export async function verifySession(secret: string, token: string, nowMs: number): Promise<SessionClaims | null> {
  const known = await verify(secret, token, AUDIENCE.session, nowMs);
  if (!known) return null;
  const { jti: _jti, expiresAt: _expiresAt, ...session } = known;
  return session;
}

/** Whether it was spent is the object's to say. */
export function verifyVisitorTicket(secret: string, token: string, nowMs: number): Promise<TicketClaims | null> {
  return verify(secret, token, AUDIENCE.ticket, nowMs);
}

function mint(secret: string, subject: SessionClaims, audience: string, seconds: number, nowMs: number) {
  const { tenant, project, conversation, visitor, anonymous } = subject;
  const now = Math.floor(nowMs / 1000);
  return new SignJWT({ tenant, project, conversation, visitor, anonymous })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setAudience(audience)
    .setJti(newId())
    .setIssuedAt(now)
    .setExpirationTime(now + seconds)
    .sign(new TextEncoder().encode(secret));
}

async function verify(secret: string, token: string, audience: string, nowMs: number): Promise<TicketClaims | null> {
  if (token.length > CHARS_MAX) return null;
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
      algorithms: ["HS256"],
      audience,
      requiredClaims: ["exp", "jti"],
      currentDate: new Date(nowMs),
    });
    const parsed = z.safeParse(claims, payload);
    if (!parsed.success) return null;
    const { exp, ...known } = parsed.data;
    return { ...known, expiresAt: exp * 1000 } as TicketClaims;
  } catch {
    return null;
  }
}
