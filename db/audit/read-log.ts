import type pg from "pg";
import { INSTALLATION } from "@/lib/audit/core/installation";
import type { AuditHead, AuditRow } from "@/lib/audit/protocol";

const ROWS_AT_ONCE = 1_000;

/** Takes a log as it stands at one moment: its entries in their order, then where it is said to end. */
export interface LogReader<T> {
  take(rows: readonly AuditRow[]): Promise<void>;
  end(head: AuditHead | null): T;
}

/**
 * Reads the log of a tenant (null: the installation's) as the owner of the tables; null when there is no such tenant.
 * @param readerOf gets the id that the log's hashes are made with.
 */
export async function readLog<T>(
  client: pg.Client,
  slug: string | null,
  readerOf: (tenantId: string) => LogReader<T>,
): Promise<T | null> {
  const tenantId = slug === null ? INSTALLATION : await tenantOf(client, slug);
  if (tenantId === null) return null;
  await client.query("begin isolation level repeatable read read only");
  try {
    await client.query("select set_config('app.tenant_id', $1, true)", [tenantId]);
    const reader = readerOf(tenantId);
    for (let after = 0; ;) {
      const rows = await portion(client, tenantId, after);
      await reader.take(rows);
      const last = rows.at(-1);
      if (last === undefined) break;
      after = last.seq;
    }
    const head = await client.query<AuditHead>(
      "select seq::float8 as seq, hash from audit_heads where tenant_id = $1",
      [tenantId],
    );
    return reader.end(head.rows[0] ?? null);
  } finally {
    await client.query("rollback");
  }
}

async function portion(client: pg.Client, tenantId: string, after: number): Promise<AuditRow[]> {
  const { rows } = await client.query<AuditRow>(
    `select seq::float8 as seq, id, (extract(epoch from at) * 1000)::float8 as at, actor_kind as "actorKind", actor,
       actor_name as "actorName", action, target, data, request_id as "requestId", prev_hash as "prevHash", hash
     from audit_entries where tenant_id = $1 and seq > $2 order by seq limit $3`,
    [tenantId, after, ROWS_AT_ONCE],
  );
  return rows;
}

async function tenantOf(client: pg.Client, slug: string): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>("select id from auth.organization where slug = $1", [slug]);
  return rows[0]?.id ?? null;
}
