import type pg from "pg";
import { INSTALLATION } from "@/lib/audit/core/installation";
import type { AuditHead, AuditRow } from "@/lib/audit/protocol";
import { ChainVerifier, type Verdict } from "@/lib/audit/server/verify-chain";

const ROWS_AT_ONCE = 1_000;

/** Goes over the log of a tenant in the database, as its owner; null when there is no such tenant. */
export async function verifyLog(client: pg.Client, slug: string | null): Promise<Verdict | null> {
  const tenantId = slug === null ? INSTALLATION : await tenantOf(client, slug);
  if (tenantId === null) return null;
  await client.query("begin isolation level repeatable read read only");
  try {
    await client.query("select set_config('app.tenant_id', $1, true)", [tenantId]);
    const verifier = new ChainVerifier(tenantId);
    for (let after = 0; ;) {
      const rows = await portion(client, after);
      await verifier.take(rows);
      const last = rows.at(-1);
      if (last === undefined) break;
      after = last.seq;
    }
    const head = await client.query<AuditHead>("select seq::float8 as seq, hash from audit_heads");
    return verifier.end(head.rows[0] ?? null);
  } finally {
    await client.query("rollback");
  }
}

async function portion(client: pg.Client, after: number): Promise<AuditRow[]> {
  const { rows } = await client.query<AuditRow>(
    `select seq::float8 as seq, id, (extract(epoch from at) * 1000)::float8 as at, actor_kind as "actorKind", actor,
       actor_name as "actorName", action, target, data, request_id as "requestId", prev_hash as "prevHash", hash
     from audit_entries where seq > $1 order by seq limit $2`,
    [after, ROWS_AT_ONCE],
  );
  return rows;
}

async function tenantOf(client: pg.Client, slug: string): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>("select id from auth.organization where slug = $1", [slug]);
  return rows[0]?.id ?? null;
}
