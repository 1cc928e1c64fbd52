import * as z from "zod/mini";
import type { TenantDb } from "@/db/client";
import { readAuditChain } from "@/db/queries/audit";
import { requirePermission } from "@/lib/access/server/require-permission";
import type { Ctx } from "@/lib/access/ctx";
import { toCsv } from "@/lib/tenants/core/csv";
import { EXPORT_FORMAT } from "../core/export";
import type { AuditHead, AuditRow, AuditSearch } from "../protocol";
import { appendAudit, auditOf } from "./append-audit";
import { auditSearch, toAuditWish } from "./list-audit";

const ROWS_AT_ONCE = 1_000;

/** Of a log that is no tenant's. */
export const exportLogInput = z.extend(z.omit(auditSearch, { before: true }), { format: z.enum(["csv", "json"]) });
export const exportAuditInput = z.extend(exportLogInput, { tenant: z.string() });

/** The matching entries of the log as a file, in their order. That it was taken is an entry itself. */
export async function exportAudit(
  ctx: Ctx,
  { tenant: _, format, ...search }: z.infer<typeof exportAuditInput>,
): Promise<Response> {
  requirePermission(ctx, "audit", "read");
  await appendAudit(ctx.db, auditOf(ctx, "audit.exported", ctx.tenantId, { format }));
  return auditFile(ctx.db, search, { name: `${ctx.tenantSlug}-audit`, format, requestId: ctx.requestId });
}

/** The same of any log, for whoever has proved that it is theirs and has written that it was taken. */
export function auditFile(
  db: TenantDb,
  search: AuditSearch,
  { name, format, requestId }: { name: string; format: "csv" | "json"; requestId: string },
): Response {
  return new Response(streamOf(format === "csv" ? csvOf(db, search) : jsonOf(db, search)), {
    headers: {
      "content-type": format === "csv" ? "text/csv; charset=utf-8" : "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="${name}.${format}"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "x-request-id": requestId,
    },
  });
}

/** Asked for more only as fast as the other side reads. */
function streamOf(texts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await texts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await texts.return(undefined);
    },
  });
}

const COLUMNS = [
  "seq",
  "at",
  "actorKind",
  "actor",
  "actorName",
  "action",
  "target",
  "data",
  "requestId",
  "hash",
] as const;

/** One mark for spreadsheets at the beginning, and no cell that is run as a formula. */
async function* csvOf(db: TenantDb, search: AuditSearch): AsyncGenerator<string> {
  yield toCsv([COLUMNS]);
  for await (const { rows } of portions(db, search)) {
    yield toCsv(rows.map((row) => COLUMNS.map((column) => cellOf(row, column)))).slice(1);
  }
}

function cellOf(row: AuditRow, column: (typeof COLUMNS)[number]): string {
  if (column === "at") return new Date(row.at).toISOString();
  if (column === "data") return JSON.stringify(row.data);
  return String(row[column]);
}

/** What `audit:verify --file` reads. The entries and the end of the log come from one moment, so that they fit. */
async function* jsonOf(db: TenantDb, search: AuditSearch): AsyncGenerator<string> {
  const complete = Object.values(search).every((value) => value === "");
  yield `{"format":${JSON.stringify(EXPORT_FORMAT)},"tenantId":${JSON.stringify(db.tenantId)},"complete":${complete},"entries":[`;
  let end: AuditHead | null = null;
  let separator = "";
  for await (const { rows, head } of portions(db, search)) {
    end = head;
    if (rows.length > 0) yield `${separator}${rows.map((row) => JSON.stringify(row)).join(",\n")}`;
    separator = ",\n";
  }
  yield `],"head":${JSON.stringify(end)}}\n`;
}

/** Entries up to where the log ended at the beginning: what is written meanwhile belongs to the next export. */
async function* portions(
  db: TenantDb,
  search: AuditSearch,
): AsyncGenerator<{ rows: AuditRow[]; head: AuditHead | null }> {
  const wish = toAuditWish(search);
  let head: AuditHead | null = null;
  for (let after = 0; ;) {
    const page = await readAuditChain(db, wish, { after, limit: ROWS_AT_ONCE });
    head ??= page.head;
    const last = head?.seq ?? 0;
    yield { rows: page.rows.filter(({ seq }) => seq <= last), head };
    const end = page.rows.at(-1);
    if (!end || end.seq >= last || page.rows.length < ROWS_AT_ONCE) return;
    after = end.seq;
  }
}
