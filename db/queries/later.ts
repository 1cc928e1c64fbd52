import { sql } from "drizzle-orm";
import type { PersonId } from "@/lib/platform/ids";
import type { LaterItem, LaterKind } from "@/lib/later/protocol";
import type { TenantDb } from "../client";

/** A change of one item on its way from the inbox. */
export interface ProjectedLaterItem {
  kind: LaterKind;
  id: string;
  version: number;
  gone: boolean;
  /** The item; empty when it is gone. */
  data: Record<string, unknown>;
}

const REMEMBERED_DAYS = 30;
const LISTED_MAX = 1_500;

/** Writes what changed in a person's inbox. Only a higher version changes a row, so a batch may come twice or late. */
export async function projectLaterItems(
  db: TenantDb,
  person: PersonId,
  items: readonly ProjectedLaterItem[],
): Promise<void> {
  if (items.length === 0) return;
  const rows = sql`json_to_recordset(${JSON.stringify(items)}::json)
    as i (kind text, id text, version bigint, gone boolean, data jsonb)`;
  await db.run((q) => [
    q.execute(sql`
      insert into later_items (tenant_id, person_id, kind, id, version, gone, data)
      select ${db.tenantId}::uuid, ${person}::uuid, i.kind, i.id, i.version, i.gone, i.data from ${rows}
      on conflict (tenant_id, person_id, kind, id) do update
        set version = excluded.version, gone = excluded.gone, data = excluded.data, updated_at = now()
        where later_items.version < excluded.version`),
    q.execute(sql`
      delete from later_items where tenant_id = ${db.tenantId} and person_id = ${person}::uuid
        and gone and updated_at < now() - make_interval(days => ${REMEMBERED_DAYS})`),
  ]);
}

/** What a person keeps for later, as far as it has reached Postgres, newest changes last. */
export async function listLaterItems(db: TenantDb, person: PersonId): Promise<LaterItem[]> {
  const [result] = await db.run((q) => [
    q.execute<{ data: LaterItem }>(sql`
      select data from later_items
      where tenant_id = ${db.tenantId} and person_id = ${person}::uuid and not gone
      order by version limit ${LISTED_MAX}`),
  ]);
  return result.rows.map(({ data }) => data);
}
