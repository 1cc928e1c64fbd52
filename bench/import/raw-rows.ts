import type pg from "pg";
import { newId } from "@/lib/platform/ids";

const BATCH = 1_000;

/** A table like that of the messages, without rights, references or a log beside it. */
export async function makeRawTable(client: pg.Client): Promise<void> {
  await client.query(`create table raw_messages (
    tenant_id uuid not null, room_id uuid not null, seq bigint not null, author_id uuid not null, client_id uuid not null,
    body text not null, at timestamptz not null, primary key (tenant_id, room_id, seq))`);
}

/** Seconds to insert that many rows, a thousand in a statement and a transaction, one after the other. */
export async function insertRaw(client: pg.Client, count: number): Promise<number> {
  const [tenant, room, author] = [newId(), newId(), newId()];
  const startMs = performance.now();
  for (let done = 0; done < count; done += BATCH) {
    const seqs = Array.from({ length: Math.min(BATCH, count - done) }, (_, nth) => done + nth + 1);
    const ids = seqs.map(() => newId());
    const bodies = seqs.map((seq) => `message ${seq}, about as long as people write when they talk to each other`);
    await client.query(
      `insert into raw_messages
       select $1::uuid, $2::uuid, r.seq, $3::uuid, r.id, r.body, now()
       from unnest($4::bigint[], $5::uuid[], $6::text[]) as r(seq, id, body)`,
      [tenant, room, author, seqs, ids, bodies],
    );
  }
  return (performance.now() - startMs) / 1000;
}
