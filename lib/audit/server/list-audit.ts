import * as z from "zod/mini";
import type { TenantDb } from "@/db/client";
import { listAudit as queryAudit, type AuditWish } from "@/db/queries/audit";
import { requirePermission } from "@/lib/access/server/require-permission";
import type { Ctx } from "@/lib/access/ctx";
import { AUDIT_ACTIONS, AUDIT_BOUNDS, type AuditPage, type AuditSearch } from "../protocol";

const DAY_MS = 86_400_000;

const text = z.catch(z.string().check(z.trim(), z.maxLength(AUDIT_BOUNDS.textCharsMax)), "");
/** A day of the calendar, else nothing. */
const day = z.catch(
  z.string().check(
    z.regex(/^\d{4}-\d\d-\d\d$/),
    z.refine((value) => Number.isFinite(Date.parse(`${value}T00:00:00Z`))),
  ),
  "",
);

/** The log's search as an address describes it; what makes no sense is left out. */
export const auditSearch = z.object({
  action: z.catch(z.enum(["", ...AUDIT_ACTIONS]), ""),
  actor: text,
  target: text,
  from: day,
  until: day,
  before: z.catch(z.nullable(z.coerce.number().check(z.int(), z.minimum(1))), null),
});

/** A page of the tenant's log, newest first, for its administrators. */
export async function listAudit(ctx: Ctx, asked: Record<string, unknown>): Promise<AuditPage> {
  requirePermission(ctx, "audit", "read");
  return readAuditPage(ctx.db, asked);
}

/** The same of any log, for whoever has proved that it is theirs. */
export async function readAuditPage(db: TenantDb, asked: Record<string, unknown>): Promise<AuditPage> {
  const { before, ...search } = z.parse(auditSearch, asked);
  const limit = AUDIT_BOUNDS.pageSize;
  const { rows, total } = await queryAudit(db, toAuditWish(search), { before, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  return {
    search,
    entries: shown.map(({ prevHash: _prev, hash: _hash, requestId: _request, ...entry }) => entry),
    total,
    newest: before === null,
    older: rows.length > limit ? (shown.at(-1)?.seq ?? null) : null,
  };
}

/** Days are those of UTC, the last one included. */
export function toAuditWish({ action, actor, target, from, until }: AuditSearch): AuditWish {
  const start = (value: string) => Date.parse(`${value}T00:00:00Z`);
  return {
    action: action === "" ? null : action,
    actor: actor === "" ? null : actor,
    target: target === "" ? null : target,
    fromMs: from === "" ? null : start(from),
    untilMs: until === "" ? null : start(until) + DAY_MS,
  };
}
