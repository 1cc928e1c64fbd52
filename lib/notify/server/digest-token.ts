import * as z from "zod/mini";
import { readClaims, signClaims } from "@/lib/files/server/signed";
import type { PersonId, TenantId } from "@/lib/platform/ids";

/** Old mails are still opened. */
const LIVES_MS = 365 * 86_400_000;

interface DigestOff {
  tenant: TenantId;
  person: PersonId;
}

const claims = z.object({ tenant: z.uuid(), person: z.uuid() });

/** Whoever holds this may end one person's mails, and do nothing else. */
export function digestOffToken(secret: string, whose: DigestOff, nowMs: number): string {
  return signClaims(secret, "digest-off", whose, nowMs + LIVES_MS);
}

export function readDigestOff(secret: string, token: string, nowMs: number): DigestOff | null {
  // The schema proved each id to be a UUID; the brand says whose.
  return readClaims(secret, "digest-off", claims, token, nowMs) as DigestOff | null;
}
