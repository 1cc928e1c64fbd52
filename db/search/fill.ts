import { PgDialect } from "drizzle-orm/pg-core";
import { sql, type SQL } from "drizzle-orm";
import type pg from "pg";
import type { RoomId, TenantId } from "@/lib/platform/ids";
import { TEXT_VERSION, writeSearchRows } from "./rows";

const BATCH = 2_000;
const FILLED = "Filled from the messages that were there before it.";

/**
 * Gives messages that were projected before there was a search their rows: room by room, in batches of their own
 * transactions, so that a killed run goes on where it was, beside rooms that go on writing. Does nothing the second time.
 */
export async function fillSearch(
  client: pg.Client,
  onBatch: (written: number) => void = () => undefined,
): Promise<void> {
  const { rows } = await client.query<{ filled: boolean }>(
    "select coalesce(obj_description('message_search'::regclass) = $1, false) as filled",
    [FILLED],
  );
  if (rows[0]?.filled) return;
  const tenants = await client.query<{ id: TenantId }>("select id from auth.organization order by id");
  for (const { id } of tenants.rows) await fillTenant(client, id, onBatch);
  await client.query(`comment on table message_search is '${FILLED}'`);
}

async function fillTenant(client: pg.Client, tenant: TenantId, onBatch: (written: number) => void): Promise<void> {
  const rooms = await inTenant<{ id: RoomId }>(
    client,
    tenant,
    sql`select id from rooms where tenant_id = ${tenant} order by id`,
  );
  for (const { id } of rooms) {
    for (let after = 0; ;) {
      const batch = await inTenant<{ seq: string; version: string; body: string }>(
        client,
        tenant,
        sql`
          select m.seq, ${TEXT_VERSION} as version, m.body from messages m
          where m.tenant_id = ${tenant} and m.room_id = ${id} and m.seq > ${after} and m.deleted_at is null
          order by m.seq limit ${BATCH}`,
      );
      const last = batch.at(-1);
      if (last === undefined) break;
      after = Number(last.seq);
      const texts = batch.map(({ seq, version, body }) => ({ seq: Number(seq), version: Number(version), body }));
      // The room's lock: a deletion that is on its way finds the row, or the row is not written.
      const lock = sql`select from rooms where tenant_id = ${tenant} and id = ${id} for update`;
      await inTenant(client, tenant, lock, writeSearchRows(tenant, id, texts));
      onBatch(batch.length);
    }
  }
}

const dialect = new PgDialect();

/** A transaction under a tenant, as the product sends them; answers the rows of the last statement. */
async function inTenant<T extends pg.QueryResultRow>(
  client: pg.Client,
  tenant: TenantId,
  ...statements: SQL[]
): Promise<T[]> {
  let rows: T[] = [];
  await client.query("begin");
  try {
    await client.query("select set_config('app.tenant_id', $1, true)", [tenant]);
    for (const statement of statements) {
      const { sql: text, params } = dialect.sqlToQuery(statement);
      ({ rows } = await client.query<T>(text, params));
    }
    await client.query("commit");
    return rows;
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}
