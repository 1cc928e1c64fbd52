import { sql, type SQL } from "drizzle-orm";
import type { AuditEntry, AuditHead, AuditRow } from "@/lib/audit/protocol";
import type { TenantDb } from "../client";
import { auditStatement } from "../audit/statement";

/** What is looked for in the log. Null: everything. */
export interface AuditWish {
  action: string | null;
  /** Part of the actor's name, or the whole id. */
  actor: string | null;
  target: string | null;
  fromMs: number | null;
  /** Before this moment. */
  untilMs: number | null;
}

type Row = AuditRow & Record<string, unknown>;

/** Appends an entry; answers its place in the tenant's log. */
export async function insertAudit(db: TenantDb, entry: AuditEntry): Promise<number> {
  const [result] = await db.run((q) => [q.execute<{ seq: string }>(auditStatement(entry))]);
  return Number(result.rows[0]?.seq);
}

/** Matching entries older than `before`, newest first, and how many match in all. */
export async function listAudit(
  db: TenantDb,
  wish: AuditWish,
  page: { before: number | null; limit: number },
): Promise<{ rows: AuditRow[]; total: number }> {
  const older = page.before === null ? sql`true` : sql`seq < ${page.before}::bigint`;
  const [rows, count] = await db.snapshot((q) => [
    q.execute<Row>(sql`
      select ${COLUMNS} from audit_entries where ${matches(db, wish)} and ${older} order by seq desc limit ${page.limit}`),
    q.execute<{ total: number }>(sql`
      select count(*)::float8 as total from audit_entries where ${matches(db, wish)}`),
  ]);
  return { rows: rows.rows, total: count.rows[0]?.total ?? 0 };
}

/** Matching entries after `after` in order, with where the whole chain ends at the same moment. */
export async function readAuditChain(
  db: TenantDb,
  wish: AuditWish,
  page: { after: number; limit: number },
): Promise<{ rows: AuditRow[]; head: AuditHead | null }> {
  const [rows, head] = await db.snapshot((q) => [
    q.execute<Row>(sql`
      select ${COLUMNS} from audit_entries where ${matches(db, wish)} and seq > ${page.after}::bigint
      order by seq limit ${page.limit}`),
    q.execute<AuditHead & Record<string, unknown>>(sql`
      select seq::float8 as seq, hash from audit_heads where tenant_id = ${db.tenantId}::uuid`),
  ]);
  return { rows: rows.rows, head: head.rows[0] ?? null };
}

const COLUMNS = sql`seq::float8 as seq, id, (extract(epoch from at) * 1000)::float8 as at, actor_kind as "actorKind", actor,
  actor_name as "actorName", action, target, data, request_id as "requestId", prev_hash as "prevHash", hash`;

function matches(db: TenantDb, { action, actor, target, fromMs, untilMs }: AuditWish): SQL {
  const wishes = [
    sql`tenant_id = ${db.tenantId}::uuid`,
    ...(action === null ? [] : [sql`action = ${action}`]),
    ...(actor === null ? [] : [sql`(actor = ${actor} or strpos(lower(actor_name), lower(${actor})) > 0)`]),
    ...(target === null
      ? []
      : [sql`(target = ${target} or strpos(lower(target || ' ' || data::text), lower(${target})) > 0)`]),
    ...(fromMs === null ? [] : [sql`at >= to_timestamp(${fromMs}::float8 / 1000)`]),
    ...(untilMs === null ? [] : [sql`at < to_timestamp(${untilMs}::float8 / 1000)`]),
  ];
  return sql.join(wishes, sql` and `);
}
