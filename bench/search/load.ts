import pg from "pg";
import { newId, type PersonId, type RoomId, type TenantId } from "@/lib/platform/ids";
import { corpusOf, type Corpus } from "./corpus";
import { randomOf } from "./random";

const PEOPLE = 400;
const ROOMS = 240;
const BATCH = 5_000;
const TEN_YEARS_MS = 10 * 365 * 86_400_000;
const BORN_MS = Date.UTC(2016, 0, 1);

export interface LoadedRoom {
  id: RoomId;
  members: PersonId[];
  messages: number;
}

/** A company that has talked for ten years. */
export interface LoadedTenant {
  id: TenantId;
  people: PersonId[];
  rooms: LoadedRoom[];
}

/**
 * Fills an empty, migrated database with so many messages; one in twenty is another tenant's. Rooms differ in size as
 * they do in life, time goes on through all of them together, and everybody is in a third of the rooms.
 */
export async function loadMessages(
  ownerUrl: string,
  count: number,
): Promise<{ tenant: LoadedTenant; other: LoadedTenant; corpus: Corpus }> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const corpus = corpusOf(7);
  try {
    const tenant = await loadTenant(client, "large", count - Math.floor(count / 20), corpus);
    const other = await loadTenant(client, "other", Math.floor(count / 20), corpus);
    await client.query("analyze");
    return { tenant, other, corpus };
  } finally {
    await client.end();
  }
}

async function loadTenant(client: pg.Client, name: string, count: number, corpus: Corpus): Promise<LoadedTenant> {
  const random = randomOf(count);
  const tenant = newId<TenantId>();
  const people = Array.from({ length: PEOPLE }, () => newId<PersonId>());
  const rooms = Array.from({ length: ROOMS }, (): LoadedRoom => {
    const members = people.filter(() => random.next() < 0.35);
    return { id: newId<RoomId>(), members: members.length > 0 ? members : people.slice(0, 1), messages: 0 };
  });
  await client.query("insert into auth.organization (id, name, slug, created_at) values ($1, $2, $2, now())", [
    tenant,
    name,
  ]);
  // For the session: this tool writes one tenant after the other and nothing else.
  await client.query("select set_config('app.tenant_id', $1, false)", [tenant]);
  await client.query(
    `insert into people (tenant_id, id, name) select $1, p, 'Person ' || nth from unnest($2::uuid[]) with ordinality as p(p, nth)`,
    [tenant, people],
  );
  await client.query(
    `insert into rooms (tenant_id, id, kind, visibility, name, topic, created_by, created_at)
     select $1, r, 'channel', 'private', 'room ' || nth, '', $3, now() from unnest($2::uuid[]) with ordinality as r(r, nth)`,
    [tenant, rooms.map(({ id }) => id), people[0]],
  );
  for (const room of rooms)
    await client.query(
      `insert into room_members (tenant_id, room_id, person_id, role, active, version_seq, joined_at)
       select $1, $2, p, 'member', true, 1, now() from unnest($3::uuid[]) p`,
      [tenant, room.id, room.members],
    );
  for (let done = 0; done < count; done += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, count - done) }, (_, nth) => {
      const room = rooms[random.zipf(ROOMS)] ?? rooms[0];
      if (!room) throw new Error("There is no room.");
      room.messages++;
      const at = new Date(BORN_MS + Math.floor(((done + nth) / count) * TEN_YEARS_MS));
      const [author, body] = [random.pick(room.members), corpus.message()];
      return { room: room.id, seq: room.messages, author, at: at.toISOString(), body };
    });
    const columns = [
      tenant,
      rows.map(({ room }) => room),
      rows.map(({ seq }) => seq),
      rows.map(({ author }) => author),
      rows.map(({ at }) => at),
      rows.map(({ body }) => body),
    ];
    const from =
      "unnest($2::uuid[], $3::bigint[], $4::uuid[], $5::timestamptz[], $6::text[]) as m(room, seq, author, at, body)";
    await client.query(
      `with logged as (
         insert into room_events (tenant_id, room_id, seq, type, author_id, client_id, at, data)
         select $1, room, seq, 'message.created', author, gen_random_uuid(), at, jsonb_build_object('body', body, 'thread', null) from ${from}
       )
       insert into messages (tenant_id, room_id, seq, author_id, client_id, body, at, version_seq)
       select $1, room, seq, author, gen_random_uuid(), body, at, seq from ${from}`,
      columns,
    );
  }
  await client.query(
    `update rooms r set head_seq = c.messages, message_count = c.messages from unnest($2::uuid[], $3::bigint[]) as c(id, messages)
     where r.tenant_id = $1 and r.id = c.id`,
    [tenant, rooms.map(({ id }) => id), rooms.map(({ messages }) => messages)],
  );
  return { id: tenant, people, rooms };
}
