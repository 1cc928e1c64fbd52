import * as z from "zod/mini";
import { readAuditChain } from "@/db/queries/audit";
import type { Ctx } from "@/lib/access/ctx";
import { requirePermission } from "@/lib/access/server/require-permission";
import { requireRate } from "@/lib/access/server/require-rate";
import { AUDIT_BOUNDS, type AuditCheck, type AuditHead } from "../protocol";
import { ChainVerifier } from "./verify-chain";

const EVERYTHING = { action: null, actor: null, target: null, fromMs: null, untilMs: null };
/** Portions, by everybody of one tenant together: enough for a million entries. */
const RATE = { max: 600, windowMs: 600_000 };

export const verifyAuditInput = z
  .object({
    tenant: z.string(),
    /** Where the portion before ended, as it was answered. */
    after: z.optional(z.coerce.number().check(z.int(), z.minimum(1))),
    hash: z.optional(z.string().check(z.regex(/^[0-9a-f]{64}$/))),
  })
  .check(z.refine(({ after, hash }) => (after === undefined) === (hash === undefined), "Expected after and hash."));

/**
 * Verifies a portion of the tenant's log. Whoever asks goes on after `next` until the answer is another one; what is
 * written meanwhile is verified too.
 */
export async function verifyAudit(
  ctx: Ctx,
  { after, hash }: Omit<z.infer<typeof verifyAuditInput>, "tenant">,
): Promise<AuditCheck> {
  requirePermission(ctx, "audit", "read");
  await requireRate(ctx.env, `audit-verify|${ctx.tenantId}`, RATE, ctx.now());
  const before: AuditHead | undefined = after === undefined || hash === undefined ? undefined : { seq: after, hash };
  const limit = AUDIT_BOUNDS.verifiedAtOnce;
  const { rows, head } = await readAuditChain(ctx.db, EVERYTHING, { after: before?.seq ?? 0, limit });
  const verifier = new ChainVerifier(ctx.tenantId, before);
  await verifier.take(rows);
  const next = verifier.reached();
  if (next && rows.length === limit) return { status: "checking", next, of: Math.max(next.seq, head?.seq ?? 0) };
  const verdict = verifier.end(head);
  const at = ctx.now();
  return verdict.status === "whole"
    ? { status: "whole", entries: verdict.entries, hash: verdict.head?.hash ?? null, at }
    : { status: "broken", seq: verdict.seq, fault: verdict.fault, at };
}
