import * as z from "zod/mini";
import { readAuditChain } from "@/db/queries/audit";
import type { TenantDb } from "@/db/client";
import type { Ctx } from "@/lib/access/ctx";
import { requirePermission } from "@/lib/access/server/require-permission";
import { requireRate } from "@/lib/access/server/require-rate";
import type { Env } from "@/lib/platform/env";
import { AUDIT_BOUNDS, type AuditCheck, type AuditHead } from "../protocol";
import { ChainVerifier } from "./verify-chain";

const EVERYTHING = { action: null, actor: null, target: null, fromMs: null, untilMs: null };
/** Portions, by everybody of one tenant together: enough for a million entries. */
const RATE = { max: 600, windowMs: 600_000 };

/** Where the portion before ended, as it was answered. */
const portion = {
  after: z.optional(z.coerce.number().check(z.int(), z.minimum(1))),
  hash: z.optional(z.string().check(z.regex(/^[0-9a-f]{64}$/))),
};
const bothOrNone = z.refine<VerifyWish>(
  ({ after, hash }) => (after === undefined) === (hash === undefined),
  "Expected after and hash.",
);

export interface VerifyWish {
  after?: number | undefined;
  hash?: string | undefined;
}

export const verifyAuditInput = z.object({ tenant: z.string(), ...portion }).check(bothOrNone);
/** Of a log that is no tenant's. */
export const verifyLogInput = z.object(portion).check(bothOrNone);

/** Verifies a portion of the tenant's log, for its administrators. */
export async function verifyAudit(ctx: Ctx, wish: VerifyWish): Promise<AuditCheck> {
  requirePermission(ctx, "audit", "read");
  return verifyPortion(ctx, wish);
}

/**
 * The same of any log, for whoever has proved that it is theirs. Whoever asks goes on after `next` until the answer is
 * another one; what is written meanwhile is verified too.
 * @throws AppError `rate_limited`.
 */
export async function verifyPortion(
  { env, db, now }: { env: Env; db: TenantDb; now(): number },
  { after, hash }: VerifyWish,
): Promise<AuditCheck> {
  await requireRate(env, `audit-verify|${db.tenantId}`, RATE, now());
  const before: AuditHead | undefined = after === undefined || hash === undefined ? undefined : { seq: after, hash };
  const limit = AUDIT_BOUNDS.verifiedAtOnce;
  const { rows, head } = await readAuditChain(db, EVERYTHING, { after: before?.seq ?? 0, limit });
  const verifier = new ChainVerifier(db.tenantId, before);
  await verifier.take(rows);
  const next = verifier.reached();
  if (next && rows.length === limit) return { status: "checking", next, of: Math.max(next.seq, head?.seq ?? 0) };
  const verdict = verifier.end(head);
  const at = now();
  return verdict.status === "whole"
    ? { status: "whole", entries: verdict.entries, hash: verdict.head?.hash ?? null, at }
    : { status: "broken", seq: verdict.seq, fault: verdict.fault, at };
}
